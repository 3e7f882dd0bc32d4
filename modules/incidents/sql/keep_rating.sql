-- The reporter's judgement.
update incidents.incident set rating = $3 where id = $1 and district = $2
