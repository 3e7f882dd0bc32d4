-- What the rules of an assist need to know of its case.
select a.incident, i.district, i.scope_code, i.number, i.matter, i.urgency, i.subject, i.lon_e7, i.lat_e7
from incidents.assist a join incidents.incident i on i.id = a.incident and i.district = a.district
where a.id = $1
