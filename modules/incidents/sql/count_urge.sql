-- Somebody who waits has urged at $3.
update incidents.incident set urges = urges + 1, last_urged_at = $3 where id = $1 and district = $2
