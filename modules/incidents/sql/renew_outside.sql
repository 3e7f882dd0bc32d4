-- The other system itself gave a case another deadline.
update incidents.incident set outside_due = $3, outside_warn = $4 where id = $1 and district = $2
