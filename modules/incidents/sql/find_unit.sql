-- A unit by id.
select id, name, kind, prefix, closed_at from access.pub_unit where id = $1
