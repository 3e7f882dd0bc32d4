-- The cases merged into a case, for those who work on it.
select
-- with parts/case_columns.sql
from incidents.incident i where i.root_case = $1 order by i.reported_at, i.id
