-- Gives an endpoint back for another process to call.
select pg_advisory_unlock(hashtextextended('webhooks.endpoint:' || $1, 0)) as released
