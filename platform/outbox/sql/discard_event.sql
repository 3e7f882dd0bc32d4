-- A dead event is given up; the next one of its key goes on.
delete from outbox.parked where subscription = $1 and position = $2 and dead_at is not null
