-- A low rating sent the case back to work: whoever reported is to be told again, and to judge again.
update incidents.incident set reworks = reworks + 1, rating = null, feedback_attempts = 0, last_attempt_at = null,
  reached_at = null
where id = $1 and district = $2
