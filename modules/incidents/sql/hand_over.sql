-- The duty of the first-asked person goes to somebody else.
update incidents.incident set first_asked = $3, first_asked_name = (select p.display from access.pub_person p where p.id = $3)
where id = $1 and district = $2
