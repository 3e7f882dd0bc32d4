-- A dead event gets all its attempts again.
update outbox.parked set dead_at = null, attempts = 0, due = $3
where subscription = $1 and position = $2 and dead_at is not null
