-- Cases by what goes red next; closed ones last. Keyset: due $20, id $21.
select
-- with parts/case_columns.sql
from incidents.incident i
-- with parts/in_reach.sql
-- with parts/list_filters.sql
  and ($21::uuid is null or (coalesce(i.due, 'infinity'), i.id) > (coalesce($20::timestamptz, 'infinity'), $21))
order by coalesce(i.due, 'infinity'), i.id
limit $22
