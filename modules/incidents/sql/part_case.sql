-- A case stands by itself again, those that were merged into it before ($3) with it.
update incidents.incident set root_case = case when id = $1 then null else $1::uuid end,
  merged_into = case when id = $1 then null else merged_into end
where district = $2 and (id = $1 or id = any ($3::uuid[]))
