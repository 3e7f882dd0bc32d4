-- Units of a demo city.
select id, kind, prefix, name from access.pub_unit where closed_at is null order by kind, prefix
