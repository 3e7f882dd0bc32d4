-- Where a case stands.
select root_case, district, definition, state, version, settled, visit, entered_at, owner_unit, owner_person,
  due_from, due_count, due_unit, due, warn, due_provisional, paused_at, left_count, left_unit
from workflow.instance where case_id = $1
