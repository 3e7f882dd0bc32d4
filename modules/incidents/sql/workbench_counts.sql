-- Open cases a person can see, by state, with how many are overdue at $4.
select i.state, count(1) as total,
  count(1) filter (where i.due < $4 and i.paused_at is null) as overdue,
  count(1) filter (where i.owner_person = $3) as mine
from incidents.incident i
where i.closed_at is null
  and (i.scope_code ^@ any ($1::text[]) or i.owner_unit = any ($2::uuid[]) or i.owner_person = $3 or i.collector = $3)
group by i.state
