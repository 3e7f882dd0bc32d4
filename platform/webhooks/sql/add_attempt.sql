-- What came of one call.
insert into webhooks.attempt (delivery, nth, at, status, outcome, milliseconds)
select $1, coalesce(max(a.nth), 0) + 1, $2, $3, $4, $5 from webhooks.attempt a where a.delivery = $1
