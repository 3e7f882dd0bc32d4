-- After a rework the reporters of a case wait for an answer once more.
update incidents.reporter set feedback_state = 'waiting' where incident = $1 and district = $2
