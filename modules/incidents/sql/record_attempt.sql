-- One attempt to reach the reporter; $4 = it succeeded.
update incidents.incident set feedback_attempts = feedback_attempts + 1, last_attempt_at = $3,
  reached_at = case when $4::boolean then $3 else reached_at end
where id = $1 and district = $2
