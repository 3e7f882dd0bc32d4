-- A person the case concerns; name and phone are in the vault.
insert into incidents.involved (id, district, incident, subject, role, created_at) values ($1, $2, $3, $4, $5, $6)
