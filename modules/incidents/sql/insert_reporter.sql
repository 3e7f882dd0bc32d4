-- Who reported a case first.
insert into incidents.reporter (id, district, incident, subject, phone_token, person, consent, source, feedback_state, created_at, wants_call)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10)
