-- True for the one session that calls this endpoint; until it is given back or the session ends.
select pg_try_advisory_lock(hashtextextended('webhooks.endpoint:' || $1, 0)) as held
