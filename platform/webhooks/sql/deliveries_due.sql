-- The first open delivery of each case, if it is due; later ones of a case wait for it, also when it is set aside.
select d.id, d.kind, d.key, d.data, d.at, d.position, d.attempts
from webhooks.delivery d
where d.endpoint = $1 and d.state = 'waiting' and d.due <= $2
  and not exists (select from webhooks.delivery b
                  where b.endpoint = d.endpoint and b.key = d.key and b.position < d.position
                    and b.state in ('waiting', 'dead'))
order by d.position
limit $3
