-- How many cases a list has in all, to 10,000.
select count(1) as total from (select 1 from incidents.incident i
-- with parts/in_reach.sql
-- with parts/list_filters.sql
limit 10000) first_rows
