-- Names of units, closed ones too.
select id, name from access.pub_unit where id = any($1)
