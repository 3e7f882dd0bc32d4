-- A limit of its own for this case, given at dispatch.
update incidents.incident set handle_count = $3, handle_unit = $4 where id = $1 and district = $2
