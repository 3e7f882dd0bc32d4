-- How many open cases a list has in all, to 10,000.
with open_in_reach as materialized (
-- with parts/open_in_reach.sql
)
select count(1) as total from (select 1 from open_in_reach r join incidents.incident i on i.id = r.id and i.district = r.district
where i.closed_at is null
-- with parts/list_filters.sql
limit 10000) first_rows
