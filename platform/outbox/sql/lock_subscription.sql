-- True for the one session that serves the subscription; held until that session ends.
select pg_try_advisory_lock(hashtextextended('outbox.subscription:' || $1, 0)) as held
