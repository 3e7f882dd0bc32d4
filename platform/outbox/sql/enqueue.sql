-- Appends a job; one with the same once_key is kept as it is.
insert into outbox.job (name, arguments, due, once_key)
values ($1, $2::jsonb, $3, nullif($4, ''))
on conflict (once_key) where once_key is not null do nothing
