-- The other system has its answer: its clock no longer counts.
update incidents.incident set outside_answered_at = $3
where id = $1 and district = $2 and outside_system is not null and outside_answered_at is null
