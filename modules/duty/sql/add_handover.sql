-- A sheet signed by who goes.
insert into duty.handover (id, unit, from_at, to_at, by_person, by_name, subject, sheet) values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
