-- A test call, already made.
insert into webhooks.delivery (id, endpoint, position, key, kind, data, at, state, attempts, due, ended_at)
values ($1, $2, null, 'ping', 'ping', '{}', $3, $4, 1, $3, $3)
