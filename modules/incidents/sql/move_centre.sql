-- Another level's centre answers for the case from now on.
update incidents.incident set centre_unit = $3, raise_asked = false where id = $1 and district = $2
