-- Cases by what goes red next, for whoever's territory is one (as list_near_by_change.sql). First those with a deadline,
-- which are open and few; then, by id, those without. Keyset: due $20 (null: among those without), id $21.
with open_in_reach as materialized (
-- with parts/open_in_reach.sql
)
select
-- with parts/case_columns.sql
from (
  (select i.id, i.district from open_in_reach o join incidents.incident i on i.id = o.id and i.district = o.district
  where i.due is not null and ($21::uuid is null or $20::timestamptz is not null and (i.due, i.id) > ($20, $21))
-- with parts/list_filters.sql
  order by i.due, i.id limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.scope_code ~>=~ $23 and i.scope_code ~<~ $24
  and i.due is null and ($20::timestamptz is not null or $21::uuid is null or i.id > $21)
-- with parts/list_filters.sql
  order by i.id limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.owner_unit = any ($2::uuid[]) and i.closed_at is null
  and i.due is null and ($20::timestamptz is not null or $21::uuid is null or i.id > $21)
-- with parts/list_filters.sql
  order by i.id limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.handler_unit = any ($2::uuid[])
  and i.due is null and ($20::timestamptz is not null or $21::uuid is null or i.id > $21)
-- with parts/list_filters.sql
  order by i.id limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.owner_person = $3 and i.closed_at is null
  and i.due is null and ($20::timestamptz is not null or $21::uuid is null or i.id > $21)
-- with parts/list_filters.sql
  order by i.id limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.collector = $3
  and i.due is null and ($20::timestamptz is not null or $21::uuid is null or i.id > $21)
-- with parts/list_filters.sql
  order by i.id limit $22)
) r join incidents.incident i on i.id = r.id and i.district = r.district
order by coalesce(i.due, 'infinity'), i.id
limit $22
