-- One case by its number.
select
-- with parts/case_columns.sql
from incidents.incident i where i.number = $1
