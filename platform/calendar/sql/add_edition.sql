-- Adds the next edition of a year. $1: year, $2: number, $3: source, $4: days, $5: now.
insert into calendar.edition (year, number, source, days, imported_at) values ($1, $2, $3, $4::jsonb, $5)
