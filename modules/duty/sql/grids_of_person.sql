-- The grids person $1 is the A role of from the day $2 on, with the unit of that grant and the B role.
select a.prefix as grid, a.unit, d.person as deputy, d.account
from access.pub_assignment a join duty.deputy d on d.grid = a.prefix
where a.person = $1 and a.role = 'grid_worker' and length(a.prefix) = 15 and (a.valid_to is null or a.valid_to >= $2)
  and not exists (select from duty.stand_in s where s.id = a.id)
