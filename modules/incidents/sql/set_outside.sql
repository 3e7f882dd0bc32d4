-- The number and the deadline another system gave a case; nothing in our loop moves them.
update incidents.incident set outside_system = $3, outside_number = $4, outside_due = $5 where id = $1 and district = $2
