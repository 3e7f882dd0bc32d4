-- Marks the reporters of a case as told, or as out of reach after the last attempt.
update incidents.reporter set feedback_state = $3 where incident = $1 and district = $2 and feedback_state = 'waiting'
