-- The link of an errand was opened for the first time.
update incidents.errand set opened_at = $3 where id = $1 and district = $2 and opened_at is null
