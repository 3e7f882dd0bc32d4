-- What is too old to be retried.
delete from open311.retry where claimed_at < $1
