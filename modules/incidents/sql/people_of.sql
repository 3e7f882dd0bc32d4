-- Who works at units on a day, by masked names; the wider role first.
select distinct on (a.unit, a.display, a.person) a.unit, a.person, a.display, a.role,
  (select u.name from access.pub_unit u where u.id = a.unit) as unit_name
from access.pub_assignment a
where a.unit = any ($1::uuid[]) and a.role in ('department', 'crew')
  and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
order by a.unit, a.display, a.person, a.role desc
