-- The latest judgement of one who reported.
update incidents.incident set rating = $3 where id = $1 and district = $2
