-- Points for the map, the same filters as the list.
select i.id, i.lon_e7, i.lat_e7, i.state, i.due, i.warn, i.paused_at, i.closed_at
from incidents.incident i
-- with parts/in_reach.sql
-- with parts/list_filters.sql
order by coalesce(i.due, 'infinity'), i.id
limit $20
