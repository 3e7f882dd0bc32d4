-- Cases by area for the map: first $20 digits of the code, with overdue and soon at instant $21.
select left(i.scope_code, $20::int) as code, count(1) as total,
  count(1) filter (where i.due < $21 and i.closed_at is null and i.paused_at is null) as overdue,
  count(1) filter (where i.due >= $21 and i.warn < $21 and i.closed_at is null and i.paused_at is null) as soon,
  avg(i.lon_e7)::bigint as lon_e7, avg(i.lat_e7)::bigint as lat_e7
from incidents.incident i
-- with parts/in_reach.sql
-- with parts/list_filters.sql
group by left(i.scope_code, $20::int)
