select id from outbox.job where id = $1 and dead_at is not null
