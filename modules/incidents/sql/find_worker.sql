-- Somebody who works at unit $1 on a day, by masked name.
select a.person, a.display from access.pub_assignment a
where a.unit = $1 and a.person = $2 and a.role in ('department', 'crew')
  and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3)
limit 1
