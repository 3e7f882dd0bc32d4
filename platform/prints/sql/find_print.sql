-- One print by number, of this object only.
select id, kind from prints.print where number = $1 and object = $2
