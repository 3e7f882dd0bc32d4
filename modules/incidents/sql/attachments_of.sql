-- Evidence of a case in the order added.
select digest, stage, media_type, taken_at, person_name, added_at from incidents.attachment where incident = $1 order by added_at, digest
