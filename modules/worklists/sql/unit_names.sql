-- Open units by id, with name and territory.
select id, name, prefix from access.pub_unit where id = any ($1::uuid[]) and closed_at is null order by name, id
