-- The $2 cases of territories $1 that changed last and went to a unit, for a rehearsal of the rules of dispatch.
select i.id, i.number, i.matter, i.scope_code, i.reported_at, i.urgency, i.source, i.handler_unit,
  exists (select from incidents.reporter r where r.incident = i.id) as has_reporter
from incidents.incident i
where i.scope_code ^@ any ($1::text[]) and i.handler_unit is not null
order by i.changed_at desc, i.id desc
limit $2
