-- The number and the clock another system gave a case; nothing in our loop moves them.
update incidents.incident
set outside_system = $3, outside_name = $4, outside_number = $5, outside_due = $6, outside_warn = $7
where id = $1 and district = $2
