-- How far each consumer is behind the newest event, since when, and what it has set aside.
select s.name, s.position, greatest(newest.position - s.position, 0) as behind,
       (select e.at from outbox.event e where e.position > s.position order by e.position limit 1) as oldest,
       (select count(*) from outbox.parked p where p.subscription = s.name and p.dead_at is null) as parked,
       (select count(*) from outbox.parked p where p.subscription = s.name and p.dead_at is not null) as dead
from outbox.subscription s
cross join (select coalesce(max(e.position), 0) as position from outbox.event e) newest
where s.seen_at >= $1
order by s.name
