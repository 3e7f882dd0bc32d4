-- Open cases below the prefixes $1 by the unit that answers for them, overdue at $2; the most overdue first.
select c.owner_unit_name as name, count(1) as open,
  count(1) filter (where c.due < $2 and c.paused_at is null) as overdue
from incidents.pub_case c
where c.closed_at is null and c.scope_code ^@ any ($1::text[]) and c.owner_unit_name is not null
  and c.state in ('dispatched', 'contested', 'handling')
group by 1 order by 3 desc, 2 desc, 1 limit 8
