-- The shifts person $1 has at $2, or that end after $3.
select s.id, s.unit, u.name as unit_name, s.post, s.person, p.display, s.starts_at, s.ends_at
from duty.shift s join access.pub_unit u on u.id = s.unit join access.pub_person p on p.id = s.person
where s.person = $1 and s.removed_at is null and s.starts_at <= $2 and s.ends_at > $3
order by s.starts_at, s.id
