-- Persons a case concerns.
select id, subject, role from incidents.involved where incident = $1 order by created_at, id
