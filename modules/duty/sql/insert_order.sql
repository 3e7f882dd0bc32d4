-- An after-filed order; state and deadline follow from the engine's start in the same transaction (follow_order).
insert into duty.after_order (id, district, incident, number, matter, scope_code, subject, person, person_name, unit,
  acted_at, filed_at, late, allowed_by, allowed_name, pictures, state, version, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16::jsonb, 'new', 0, $12)
