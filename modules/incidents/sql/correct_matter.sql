-- The centre or the collector corrects what the case is about.
update incidents.incident set matter = coalesce($3, matter), urgency = coalesce($4, urgency) where id = $1 and district = $2
