-- A low rating sent the case back to work.
update incidents.incident set reworks = reworks + 1, rating = null where id = $1 and district = $2
