-- It did not answer, or is overloaded: left alone until $2 plus what the failures so far add, at most $4 seconds.
update webhooks.endpoint
set failures = failures + 1, rest_until = $2::timestamptz + make_interval(secs => least($3 * 3 ^ least(failures, 12), $4))
where id = $1
