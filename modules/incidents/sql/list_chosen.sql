-- Chosen cases $4 among those a person may see, in the order they were chosen.
select
-- with parts/case_columns.sql
from incidents.incident i
-- with parts/in_reach.sql
  and i.id = any ($4::uuid[])
order by array_position($4::uuid[], i.id)
