-- Cases by id, the latest reported first.
select
-- with parts/case_columns.sql
from incidents.incident i where i.id = any ($1::uuid[]) order by i.reported_at desc, i.id limit 20
