-- After a rework everyone who reported the case, or one merged into it, waits for an answer once more.
update incidents.reporter r set feedback_state = 'waiting', attempts = 0, last_attempt_at = null, reached_at = null,
  rating = null
where (r.incident = $1 or r.incident in (select m.id from incidents.incident m where m.root_case = $1)) and r.district = $2
