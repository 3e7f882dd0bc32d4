-- All endpoints in use, with what waits, what is set aside, and how the newest call went.
select e.id, e.name, e.url, e.kinds, e.scope_code, e.unit, u.name as unit_name, e.state, e.version, e.rest_until,
       e.opened_at,
       (select count(*) from webhooks.delivery d where d.endpoint = e.id and d.state = 'waiting') as waiting,
       (select count(*) from webhooks.delivery d where d.endpoint = e.id and d.state = 'dead') as dead,
       newest.at as called_at, newest.outcome, newest.status
from webhooks.endpoint e
left join access.pub_unit u on u.id = e.unit
left join lateral (
  select a.at, a.outcome, a.status
  from (select id from webhooks.delivery d where d.endpoint = e.id and d.attempts > 0
        order by d.at desc, d.id desc limit 20) d
  join webhooks.attempt a on a.delivery = d.id
  order by a.at desc limit 1) newest on true
where e.state <> 'removed'
order by e.opened_at, e.id
