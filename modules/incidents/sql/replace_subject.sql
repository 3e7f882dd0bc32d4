-- The case's words go on under a new subject after the old one was erased.
update incidents.incident set subject = $3 where id = $1 and district = $2
