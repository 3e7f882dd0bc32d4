-- The errand whose link has this digest, and what a firm needs to know of its case.
select e.id, e.district, e.incident, e.subject, e.state, e.due, e.opened_at, e.arrived_at, e.reported_at, e.result,
  i.number, i.matter, i.address, i.scope_code, i.lon_e7, i.lat_e7, i.state as incident_state, i.due as case_due,
  i.subject as case_subject,
  (select count(1) from incidents.attachment a where a.incident = e.incident and a.added_at = e.reported_at) as photos, (select u.name from access.pub_unit u where u.id = e.unit) as unit_name
from incidents.errand e join incidents.incident i on i.id = e.incident and i.district = e.district
where e.link_digest = $1
