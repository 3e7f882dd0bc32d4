-- Taken by the other side.
update webhooks.delivery set state = 'delivered', attempts = attempts + 1, ended_at = $2 where id = $1 and state = 'waiting'
