-- The first waiting event of each key, unless it is dead or rests until later.
select e.position, e.topic, e.key, e.payload, e.scope_code, e.request_id, e.at, p.attempts
from (select distinct on (key) key, position, attempts, due, dead_at
      from outbox.parked where subscription = $1 order by key, position) p
join outbox.event e on e.position = p.position
where p.dead_at is null and p.due <= $2
order by p.position
limit $3
