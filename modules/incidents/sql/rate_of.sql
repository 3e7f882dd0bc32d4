-- One reporter's judgement: of the one named ($3), or of the case's first.
update incidents.reporter set rating = $4
where incident = coalesce((select r.incident from incidents.reporter r where r.id = $3), $1) and district = $2
  and (id = $3 or ($3::uuid is null and phone_code is null))
