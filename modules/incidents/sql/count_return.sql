-- A unit gave the case back to the centre.
update incidents.incident set returns = returns + 1 where id = $1 and district = $2
