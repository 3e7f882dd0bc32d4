-- Endpoints that are not resting and have something due, the longest waiting first.
select e.id, e.url, e.secret_subject
from webhooks.endpoint e
join lateral (select min(d.due) as due from webhooks.delivery d
              where d.endpoint = e.id and d.state = 'waiting' and d.due <= $1) w on w.due is not null
where e.state = 'active' and (e.rest_until is null or e.rest_until <= $1)
order by w.due, e.id
