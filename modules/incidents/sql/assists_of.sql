-- The help asked for a case, in the order it was asked.
select a.id, a.kind, a.unit, u.name as unit_name, a.state, a.version, a.due, a.asked_at, a.asked_by, a.arrived_at,
  a.arrived_name, a.distance_m, a.result, a.score, a.closed_at
from incidents.assist a left join access.pub_unit u on u.id = a.unit where a.incident = $1 order by a.asked_at, a.id
