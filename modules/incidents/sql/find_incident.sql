-- One case by id.
select
-- with parts/case_columns.sql
from incidents.incident i where i.id = $1
