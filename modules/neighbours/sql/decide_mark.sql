-- A second person decided on the objection.
update neighbours.false_mark set decision = $2, decided_by = $3, decided_at = $4, state = $5 where incident = $1 and state = 'appealed'
