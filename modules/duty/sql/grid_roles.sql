-- A and B roles of the grids $1 on the day $2: A is the grid's own worker, whoever it is lent to; with the leave of A.
select g.grid, a.person as a_person, a.account as a_account, a.display as a_display, d.person as b_person,
  d.account as b_account, bp.display as b_display, la.id as leave, la.from_day, la.to_day, lb.id is not null as b_away
from unnest($1::text[]) with ordinality as g(grid, nth)
left join lateral (
  select x.person, x.account, x.display from access.pub_assignment x
  where x.role = 'grid_worker' and x.prefix = g.grid and x.valid_from <= $2 and (x.valid_to is null or x.valid_to >= $2)
    and not exists (select from duty.stand_in s where s.id = x.id)
  order by x.valid_from, x.id limit 1) a on true
left join duty.deputy d on d.grid = g.grid
left join access.pub_person bp on bp.id = d.person
left join duty.leave la on la.person = a.person and la.cancelled_at is null and $2 between la.from_day and la.to_day
left join duty.leave lb on lb.person = d.person and lb.cancelled_at is null and $2 between lb.from_day and lb.to_day
order by g.nth
