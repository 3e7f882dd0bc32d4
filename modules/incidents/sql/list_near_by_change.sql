-- Cases by latest change, for whoever's territory is one: the codes from $23 to before $24 (null: none; $1 says the
-- same). Each way to see a case has an index of its own and gives as many as the page takes; owners are of open cases.
-- Keyset: changed_at $20, id $21.
select
-- with parts/case_columns.sql
from (
  (select i.id, i.district from incidents.incident i
  where i.scope_code ~>=~ $23 and i.scope_code ~<~ $24
  and ($21::uuid is null or (i.changed_at, i.id) < ($20::timestamptz, $21))
-- with parts/list_filters.sql
  order by i.changed_at desc, i.id desc limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.owner_unit = any ($2::uuid[]) and i.closed_at is null
  and ($21::uuid is null or (i.changed_at, i.id) < ($20::timestamptz, $21))
-- with parts/list_filters.sql
  order by i.changed_at desc, i.id desc limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.handler_unit = any ($2::uuid[])
  and ($21::uuid is null or (i.changed_at, i.id) < ($20::timestamptz, $21))
-- with parts/list_filters.sql
  order by i.changed_at desc, i.id desc limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.owner_person = $3 and i.closed_at is null
  and ($21::uuid is null or (i.changed_at, i.id) < ($20::timestamptz, $21))
-- with parts/list_filters.sql
  order by i.changed_at desc, i.id desc limit $22)
  union
  (select i.id, i.district from incidents.incident i
  where i.collector = $3
  and ($21::uuid is null or (i.changed_at, i.id) < ($20::timestamptz, $21))
-- with parts/list_filters.sql
  order by i.changed_at desc, i.id desc limit $22)
) r join incidents.incident i on i.id = r.id and i.district = r.district
where cardinality($1::text[]) <= 1
order by i.changed_at desc, i.id desc
limit $22
