-- A team of a unit.
insert into incidents.team (id, unit, name, made_at, made_by, changed_at) values ($1, $2, $3, $4, $5, $4)
