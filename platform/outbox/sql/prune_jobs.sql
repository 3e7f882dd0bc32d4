-- Finished jobs older than $1.
delete from outbox.job where done_at < $1
