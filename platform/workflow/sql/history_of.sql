-- The whole history of a case, oldest first.
select seq, at, record_id, action, from_state, to_state, aside, role, duty, person, unit, who, fields, due
from workflow.history where case_id = $1 order by seq
