-- Everyone who reported one of the cases.
select id, incident, subject, consent, source, feedback_state, person from incidents.reporter where incident = any ($1::uuid[]) order by created_at, id
