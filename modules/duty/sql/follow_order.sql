-- The order's own row follows the engine.
update duty.after_order set state = $3, version = $4, due = $5, changed_at = $6, closed_at = $7 where id = $1 and district = $2
