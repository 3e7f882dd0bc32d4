-- What the rules of an errand need to know of it and of its case.
select e.incident, e.kind, i.district, i.scope_code, i.number, i.matter, i.urgency, i.subject, i.state as incident_state
from incidents.errand e join incidents.incident i on i.id = e.incident and i.district = e.district
where e.id = $1
