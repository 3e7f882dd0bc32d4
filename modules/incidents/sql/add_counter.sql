-- Appends a change of a figure; folded by a job, so that no row is hot.
insert into incidents.counter_delta (id, district, day, street, source, figure, delta) values ($1, $2, $3, $4, $5, $6, $7)
