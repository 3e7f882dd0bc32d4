-- The unit asks for more time; $3 = asked, $4 = granted ones added.
update incidents.incident set extension_asked = $3, extensions = extensions + $4::int where id = $1 and district = $2
