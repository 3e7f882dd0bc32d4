-- On duty at $2 (day $3) for the centres a place $1 lies under, the nearest first.
select s.id, s.unit, u.name as unit_name, s.post, s.person, p.display, s.starts_at, s.ends_at
from access.pub_unit u join duty.shift s on s.unit = u.id join access.pub_person p on p.id = s.person
where u.kind in ('community_centre', 'street_centre', 'district', 'city') and $1::text ^@ u.prefix and u.closed_at is null
  and s.removed_at is null and s.starts_at <= $2 and s.ends_at > $2
  and not exists (select from duty.leave l where l.person = s.person and l.cancelled_at is null and $3 between l.from_day and l.to_day)
order by length(u.prefix) desc, u.id, s.post desc, s.starts_at, s.id
