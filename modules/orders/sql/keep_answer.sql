-- The answer $3 (its words in the vault under $4) given at $5 by $6 of $7. Nothing when it has one.
update orders.outside_order set answer = $3, answer_subject = $4, answered_at = $5, answered_name = $6, answered_unit = $7
where id = $1 and district = $2 and answered_at is null
