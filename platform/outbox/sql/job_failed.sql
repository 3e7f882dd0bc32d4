-- Rests until later, or is dead.
update outbox.job set due = $4, dead_at = $5, error = $6, lease_until = null
where id = $1 and worker = $2 and attempts = $3 and done_at is null
