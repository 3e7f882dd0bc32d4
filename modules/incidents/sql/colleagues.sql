-- Who could answer residents at a place: staff of the street and below whose roles cover it, by masked names.
select distinct on (a.display, a.person) a.person, a.display, a.role,
  (select u.name from access.pub_unit u where u.id = a.unit) as unit_name
from access.pub_assignment a
where $1::text ^@ a.prefix and length(a.prefix) >= 6 and a.role = any ($3::text[])
  and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
order by a.display, a.person limit 200
