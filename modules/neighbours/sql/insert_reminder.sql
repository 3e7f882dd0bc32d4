-- A one-key reminder and its link; a retry of the same report gets a link of its own.
insert into neighbours.reminder (incident, district, number, kind, member, building_code, link_digest, made_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict on constraint reminder_key do update set link_digest = excluded.link_digest
