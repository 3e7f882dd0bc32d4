-- Who was called of what.
insert into duty.call (event, person, at, incident, number, matter, scope_code, action, post, unit)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
