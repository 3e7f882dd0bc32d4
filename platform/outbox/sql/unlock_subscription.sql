select pg_advisory_unlock(hashtextextended('outbox.subscription:' || $1, 0)) as released
