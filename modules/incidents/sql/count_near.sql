-- How many cases a list has in all, to 10,000, for whoever's territory is one: the codes from $20 to before $21. Each way
-- to see a case is counted by an index of its own, without what the ways before have counted.
select count(1) as total from (
  (select 1 from incidents.incident i
  where i.scope_code ~>=~ $20 and i.scope_code ~<~ $21 and cardinality($1::text[]) <= 1
-- with parts/list_filters.sql
  )
  union all
  (select 1 from incidents.incident i
  where i.owner_unit = any ($2::uuid[]) and i.closed_at is null and not coalesce(i.scope_code ~>=~ $20 and i.scope_code ~<~ $21, false)
-- with parts/list_filters.sql
  )
  union all
  (select 1 from incidents.incident i
  where i.handler_unit = any ($2::uuid[]) and not coalesce(i.scope_code ~>=~ $20 and i.scope_code ~<~ $21, false) and not coalesce(i.owner_unit = any ($2::uuid[]), false)
-- with parts/list_filters.sql
  )
  union all
  (select 1 from incidents.incident i
  where i.owner_person = $3 and i.closed_at is null and not coalesce(i.scope_code ~>=~ $20 and i.scope_code ~<~ $21, false) and not coalesce(i.owner_unit = any ($2::uuid[]), false)
  and not coalesce(i.handler_unit = any ($2::uuid[]), false)
-- with parts/list_filters.sql
  )
  union all
  (select 1 from incidents.incident i
  where i.collector = $3 and not coalesce(i.scope_code ~>=~ $20 and i.scope_code ~<~ $21, false) and not coalesce(i.owner_unit = any ($2::uuid[]), false)
  and not coalesce(i.handler_unit = any ($2::uuid[]), false) and not coalesce(i.owner_person = $3, false)
-- with parts/list_filters.sql
  )
  limit 10000) first_rows
