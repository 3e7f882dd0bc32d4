-- One step of a case; the key refuses a second step from the same version.
insert into workflow.history (case_id, district, seq, at, record_id, digest, action, from_state, to_state, aside, role,
  duty, account, person, unit, who, fields, request_id, due)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17::jsonb, $18, $19)
