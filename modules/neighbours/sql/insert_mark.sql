-- The centre holds a report to be false.
insert into neighbours.false_mark (id, incident, subject, person, person_name, marked_at, state) values ($1, $2, $3, $4, $5, $6, 'marked')
