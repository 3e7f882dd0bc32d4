-- Masked names of people by id.
select id, display from access.pub_person where id = any ($1::uuid[])
