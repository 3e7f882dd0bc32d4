-- A dead job gets all its attempts again.
update outbox.job set dead_at = null, attempts = 0, due = $2 where id = $1 and dead_at is not null
