-- A list leaves the program under this number; the record id serves once.
insert into incidents.export (id, number, made_at) values ($1, $2, $3)
