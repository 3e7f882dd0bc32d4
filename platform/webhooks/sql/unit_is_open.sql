-- A unit that works.
select true as is_open from access.pub_unit where id = $1 and closed_at is null
