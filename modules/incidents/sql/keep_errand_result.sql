-- The act whose words are the errand's result.
update incidents.errand set result = $3, reported_at = $4 where id = $1 and district = $2
