-- A level's centre asks its leader to raise the case ($3), or was refused.
update incidents.incident set raise_asked = $3 where id = $1 and district = $2
