-- What could not be done, newest first: jobs, and events with the later ones of their key that wait.
select 'job' as kind, j.id as number, j.name as name, ''::text as key, j.attempts, j.error, j.dead_at, 0::bigint as waiting
from outbox.job j where j.dead_at is not null
union all
select 'event', p.position, p.subscription, p.key, p.attempts, p.error, p.dead_at,
       (select count(*) from outbox.parked w
        where w.subscription = p.subscription and w.key = p.key and w.position > p.position)
from outbox.parked p where p.dead_at is not null
order by dead_at desc, number desc
limit $1
