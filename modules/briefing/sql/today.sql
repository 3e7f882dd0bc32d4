-- What came in and was closed since $2, and what is open at $4, below the prefixes $1, by the first $3 digits of where
-- it lies.
select left(c.scope_code, $3::int) as area,
  count(1) filter (where c.reported_at >= $2) as collected,
  count(1) filter (where c.closed_at >= $2 and c.state = 'closed') as closed,
  count(1) filter (where c.closed_at >= $2 and c.state = 'self_closed') as self_handled,
  count(1) filter (where c.closed_at is null) as open,
  count(1) filter (where c.closed_at is null and c.due < $4 and c.paused_at is null) as overdue,
  count(1) filter (where c.closed_at is null and c.urgency <> 'normal') as urgent
from incidents.pub_case c
where c.scope_code ^@ any ($1::text[]) and (c.closed_at is null or c.changed_at >= $2)
group by 1 order by 1
