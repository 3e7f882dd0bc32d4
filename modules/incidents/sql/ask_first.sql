-- Whoever first took a resident's matter is the first-asked person, unless there is one already.
update incidents.incident set first_asked = coalesce(first_asked, $3),
  first_asked_name = case when first_asked is null then $4 else first_asked_name end
where id = $1 and district = $2
