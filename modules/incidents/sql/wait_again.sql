-- After a rework everyone who reported the case, or one merged into it, waits for an answer once more.
update incidents.reporter r set feedback_state = 'waiting', attempts = 0, last_attempt_at = null, reached_at = null,
  rating = null
where r.incident in (select $1::uuid union all select m.id from incidents.incident m where m.root_case = $1) and r.district = $2
