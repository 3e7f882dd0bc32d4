-- An open unit.
select id, name, kind, prefix from access.pub_unit where id = $1 and closed_at is null
