-- A new case; state, owner and due follow from the engine's start in the same transaction (follow_transition).
insert into incidents.incident
  (id, district, number, phone_code, content_digest, catalogue, matter, source, urgency, subject, lon_e7, lat_e7,
   position_system, accuracy_m, address, filed_code, scope_code, collector, collector_unit, collector_name,
   self_handled, repeat_count, reported_at, occurred_at, centre_unit, worker_person, state, version, changed_at,
   first_asked, first_asked_name)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, $17, $18, $19, $20, $21, $22, $23,
   $24, $25, 'new', 0, $22, $26, $27)
