-- Appends an event; consumers take it after this transaction has committed.
insert into outbox.event (topic, key, payload, scope_code, request_id, at)
values ($1, $2, $3::jsonb, $4, $5, $6)
