-- Supervision letters within reach: territory prefixes $1, own units $2; unsettled ones ($3) or all, the next due first,
-- after the letter with due $4 and id $5; at most $6.
select s.id, s.number, s.grade, s.issued_at, s.issued_name, s.due, s.state, s.answered_at, s.settled_at, s.rejections,
  (select name from access.pub_unit u where u.id = s.unit) as unit_name,
  i.id as incident, i.number as incident_number, i.matter, i.address, i.state as incident_state
from incidents.supervision s join incidents.incident i on i.id = s.incident and i.district = s.district
where (i.scope_code ^@ any ($1::text[]) or s.unit = any ($2::uuid[]) or i.owner_unit = any ($2::uuid[]))
  and (not $3::boolean or s.state <> 'settled')
  and ($4::timestamptz is null or (s.due, s.id) > ($4, $5::uuid))
order by s.due, s.id limit $6
