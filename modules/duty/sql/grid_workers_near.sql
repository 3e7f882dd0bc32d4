-- Grid workers of the street $1 on the day $2, each with the own grid; grids lent to somebody do not count.
select a.person, a.account, a.display, a.prefix as grid, a.unit
from access.pub_assignment a
where a.role = 'grid_worker' and a.prefix ^@ $1 and length(a.prefix) = 15
  and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
  and not exists (select from duty.stand_in s where s.id = a.id)
order by a.prefix, a.display, a.person
