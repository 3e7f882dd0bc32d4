-- The worker is alive: its jobs stay its own.
update outbox.job set lease_until = $2
where worker = $1 and lease_until is not null and done_at is null and dead_at is null
