-- Help asked of unit $4; the state follows in the same transaction (follow_assist).
insert into incidents.assist (id, district, incident, kind, unit, state, version, asked_at, asked_by, changed_at)
values ($1, $2, $3, $5, $4, 'new', 0, $6, $7, $6)
