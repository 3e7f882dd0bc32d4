-- One attempt to reach one of those who reported; $4 = it succeeded.
update incidents.reporter set attempts = attempts + 1, last_attempt_at = $3,
  reached_at = case when $4::boolean then $3 else reached_at end
where id = $1 and district = $2
