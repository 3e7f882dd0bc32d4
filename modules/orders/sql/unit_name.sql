-- Name of a unit.
select name from access.pub_unit where id = $1
