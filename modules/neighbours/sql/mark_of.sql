-- The mark of a case, if there is one.
select id, incident, subject, person, person_name, marked_at, appeal, appealed_at, decision, decided_by, decided_at, state
from neighbours.false_mark where incident = $1
