-- Units by id, closed ones too, for screens.
select id, name, prefix, closed_at is not null as closed from access.pub_unit where id = any ($1::uuid[])
