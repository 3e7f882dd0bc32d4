-- Sets an event aside: the one that failed (attempts 1), or one that must wait behind it (attempts 0).
insert into outbox.parked (subscription, position, key, attempts, due, dead_at, error)
values ($1, $2, $3, $4, $5, $6, $7)
on conflict (subscription, position) do nothing
