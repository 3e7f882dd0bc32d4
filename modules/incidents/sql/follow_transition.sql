-- The case's own row follows the engine: state, owner, due. Who answers for a state of a role is known by the case itself:
-- the street's centre ($7 = 'centre'), the grid's worker ('worker'), the collector ('collector'), the unit named ('unit').
update incidents.incident i set
  state = $3, version = $4,
  owner_unit = o.unit, owner_unit_name = (select name from access.pub_unit u where u.id = o.unit),
  owner_person = o.person, owner_person_name = (select display from access.pub_person p where p.id = o.person),
  handler_unit = case when $7 = 'unit' then $5 else i.handler_unit end,
  due = $8, warn = $9, due_provisional = $10, paused_at = $11, changed_at = $12, closed_at = $13,
  started_at = $14, outcome = $15
from (select
    case when $7 = 'centre' then c.centre_unit when $7 = 'unit' then $5::uuid end as unit,
    case when $7 = 'worker' then c.worker_person when $7 = 'collector' then coalesce(c.collector, c.worker_person)
         when $7 = 'unit' then $6::uuid end as person
  from incidents.incident c where c.id = $1 and c.district = $2) o
where i.id = $1 and i.district = $2
