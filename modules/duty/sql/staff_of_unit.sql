-- Who belongs to unit $1 on the day $2, with the roles held for it; grids lent to somebody do not count.
select a.person, min(a.display) as display, array_agg(distinct a.role) as roles
from access.pub_assignment a
where a.unit = $1 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
  and not exists (select from duty.stand_in s where s.id = a.id)
group by a.person order by min(a.display), a.person
