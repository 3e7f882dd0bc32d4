-- Where the case's newest supervision letter stands, for lists; the grade stays unless one is given.
update incidents.incident set supervision = $3, supervision_grade = coalesce($4, supervision_grade)
where id = $1 and district = $2
