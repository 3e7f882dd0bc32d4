-- Open cases within reach by state, with how many are overdue at $4.
with open_in_reach as materialized (
-- with parts/open_in_reach.sql
)
select i.state, count(1) as total, count(1) filter (where i.due < $4 and i.paused_at is null) as overdue
from open_in_reach r join incidents.incident i on i.id = r.id and i.district = r.district
where i.closed_at is null
group by i.state
