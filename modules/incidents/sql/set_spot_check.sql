-- A self-handled case was drawn, or looked at.
update incidents.incident set spot_check = $3 where id = $1 and district = $2
