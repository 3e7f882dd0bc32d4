-- One more person who saw what a case is about.
insert into incidents.reporter (id, district, incident, subject, phone_token, person, consent, source, feedback_state,
  created_at, phone_code, content_digest, wants_call)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'waiting', $9, $10, $11, $12)
