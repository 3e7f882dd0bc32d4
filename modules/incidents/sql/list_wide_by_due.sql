-- Open cases by what goes red next, for whoever sees so many that they are met soon in that order. Keyset: due $20, id $21.
select
-- with parts/case_columns.sql
from incidents.incident i
-- with parts/in_reach.sql
  and i.closed_at is null
-- with parts/list_filters.sql
  and ($21::uuid is null or (coalesce(i.due, 'infinity'), i.id) > (coalesce($20::timestamptz, 'infinity'), $21))
order by coalesce(i.due, 'infinity'), i.id
limit $22
