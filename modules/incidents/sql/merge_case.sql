-- A case and those merged into it before go into another: $2 the case itself goes into, $3 the root of all.
update incidents.incident set root_case = $3, merged_into = case when id = $1 then $2 else merged_into end
where id = $1 or root_case = $1
