-- A supervision letter $3 with the next number of its district and year ($4), to be answered by $10.
with drawn as (
  insert into incidents.supervision_number (district, year, last_number) values ($2, $4::int, 1)
  on conflict (district, year) do update set last_number = supervision_number.last_number + 1
  returning last_number)
insert into incidents.supervision
  (id, district, incident, number, grade, unit, issued_at, issued_by, issued_name, due, state)
select $3, $2, $1, 'D-' || $2 || '-' || $4 || '-' || lpad(drawn.last_number::text, 4, '0'), $5, $6, $7, $8, $9, $10, 'open'
from drawn
