-- What was handed on of a case, in the order it was; whether it is in the hands of person $2.
select e.id, e.unit, e.kind, e.team, e.person, e.hands, e.subject, e.state, e.version, e.due, e.asked_at, e.asked_by,
  e.opened_at, e.arrived_at, e.reported_at, e.result, e.closed_at,
  e.closed_at is null and (coalesce(e.person = $2, false)
    or exists (select 1 from incidents.team_member m where m.team = e.team and m.person = $2)) as mine
from incidents.errand e where e.incident = $1 order by e.asked_at, e.id
