-- Handed on by unit $4 to team $6 or person $7, or to a firm by a link; the state follows in the same transaction
-- (follow_errand).
insert into incidents.errand
  (id, district, incident, unit, kind, team, person, hands, subject, link_digest, state, version, asked_at, asked_by, changed_at)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 'new', 0, $11, $12, $11)
