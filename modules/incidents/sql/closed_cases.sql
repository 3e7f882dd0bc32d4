-- The latest solved cases, at most $1: for learning from the words they were reported with.
select id, subject, matter, closed_at
from incidents.incident
where state in ('closed', 'self_closed') and closed_at is not null
order by changed_at desc, id desc
limit $1
