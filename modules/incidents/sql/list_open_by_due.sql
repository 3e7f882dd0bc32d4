-- Open cases by what goes red next. Keyset: due $20, id $21.
with open_in_reach as materialized (
-- with parts/open_in_reach.sql
)
select
-- with parts/case_columns.sql
from open_in_reach r join incidents.incident i on i.id = r.id and i.district = r.district
where i.closed_at is null
-- with parts/list_filters.sql
  and ($21::uuid is null or (coalesce(i.due, 'infinity'), i.id) > (coalesce($20::timestamptz, 'infinity'), $21))
order by coalesce(i.due, 'infinity'), i.id
limit $22
