-- Duty leaders of the centres above the places $1 whose shift touched $2 to $3.
select s.id, s.unit, u.name as unit_name, s.post, s.person, p.display, s.starts_at, s.ends_at
from access.pub_unit u join duty.shift s on s.unit = u.id join access.pub_person p on p.id = s.person
where u.kind in ('community_centre', 'street_centre', 'district', 'city') and u.closed_at is null
  and exists (select from unnest($1::text[]) as place where place ^@ u.prefix)
  and s.post = 'leader' and s.removed_at is null and s.starts_at < $3 and s.ends_at > $2
order by length(u.prefix) desc, s.starts_at desc, s.id
limit 40
