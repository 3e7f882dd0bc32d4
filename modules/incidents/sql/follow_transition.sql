-- The case's own row follows the engine: state, owner, due. While another system waits for its answer, here or with a case
-- merged into this one (carry_outside), the earlier of its clock and ours counts, and it does not stand still when ours
-- does. Who answers for a state of a role is known by the case itself:
-- the street's centre ($7 = 'centre'), the grid's worker ('worker'), the collector ('collector'), the unit named ('unit').
update incidents.incident i set
  state = $3, version = $4,
  owner_unit = o.unit, owner_unit_name = (select name from access.pub_unit u where u.id = o.unit),
  owner_person = o.person, owner_person_name = (select display from access.pub_person p where p.id = o.person),
  handler_unit = case when $7 = 'unit' then $5 else i.handler_unit end,
  due = least($8, o.their_due),
  warn = least($9, o.their_warn),
  due_provisional = $10 and not coalesce(o.their_due < $8, false),
  paused_at = case when o.their_due is null then $11::timestamptz end, changed_at = $12, closed_at = $13,
  started_at = $14, outcome = $15
from (select
    case when $7 = 'centre' then c.centre_unit when $7 = 'unit' then $5::uuid end as unit,
    case when $7 = 'worker' then c.worker_person when $7 = 'collector' then coalesce(c.collector, c.worker_person)
         when $7 = 'unit' then $6::uuid end as person,
    case when $13::timestamptz is null
         then least(c.carried_due, case when c.outside_answered_at is null then c.outside_due end) end as their_due,
    case when $13::timestamptz is null
         then least(c.carried_warn, case when c.outside_answered_at is null then c.outside_warn end) end as their_warn
  from incidents.incident c where c.id = $1 and c.district = $2) o
where i.id = $1 and i.district = $2
