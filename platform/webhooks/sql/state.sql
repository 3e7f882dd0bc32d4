-- What waits and what was given up, over all endpoints in use.
select count(*) filter (where d.state = 'waiting') as waiting, count(*) filter (where d.state = 'dead') as dead,
       min(d.at) filter (where d.state = 'waiting') as oldest
from webhooks.delivery d where d.state in ('waiting', 'dead')
