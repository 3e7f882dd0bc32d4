-- Gives a subscription back for another process to serve.
select pg_advisory_unlock(hashtextextended('outbox.subscription:' || $1, 0)) as released
