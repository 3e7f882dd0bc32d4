-- One notice; made from the same event again it is the same row.
insert into notices.notice (id, at, topic, subject, subject_id, details, scope_code, person, unit, role, by_person)
values ($1, $2, $3, $4, $5, $6::jsonb, $7, $8, $9, $10, $11)
on conflict (id) do nothing
