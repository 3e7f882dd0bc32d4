-- All its attempts again, from now; and the endpoint is not left alone any longer.
with again as (
  update webhooks.delivery set state = 'waiting', attempts = 0, due = $2 where id = $1 and state = 'dead'
  returning endpoint)
update webhooks.endpoint e set failures = 0, rest_until = null from again where e.id = again.endpoint
