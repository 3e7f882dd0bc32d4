-- One who reported, by the record id of their report.
select r.id, r.incident, r.content_digest, r.phone_code, r.subject from incidents.reporter r where r.id = $1
