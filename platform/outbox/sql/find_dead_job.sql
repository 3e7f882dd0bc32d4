-- A dead job, for retry or discard.
select id from outbox.job where id = $1 and dead_at is not null
