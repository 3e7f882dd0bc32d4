-- A dead letter of a subscription, for retry or discard.
select position from outbox.parked where subscription = $1 and position = $2 and dead_at is not null
