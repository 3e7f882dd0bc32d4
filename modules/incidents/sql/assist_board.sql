-- Help asked of own units $1, or within territory prefixes $2; under way only if $3; newest first, before $4, $5; at most $6.
select a.id, a.kind, a.unit, (select name from access.pub_unit u where u.id = a.unit) as unit_name, a.state, a.version, a.due,
  a.asked_at, a.asked_by, a.arrived_at, a.arrived_name, a.distance_m, a.score, a.changed_at, a.closed_at,
  i.id as incident, i.number, i.matter, i.address, i.state as incident_state
from incidents.assist a join incidents.incident i on i.id = a.incident and i.district = a.district
where (a.unit = any ($1::uuid[]) or i.scope_code ^@ any ($2::text[]))
  and (not $3::boolean or a.closed_at is null)
  and ($4::timestamptz is null or (a.changed_at, a.id) < ($4, $5::uuid))
order by a.changed_at desc, a.id desc limit $6
