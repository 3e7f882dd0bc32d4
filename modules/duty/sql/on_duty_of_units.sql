-- On duty for the units $1 at $2, but for those on leave on the day $3.
select s.id, s.unit, u.name as unit_name, s.post, s.person, p.display, s.starts_at, s.ends_at
from duty.shift s join access.pub_unit u on u.id = s.unit join access.pub_person p on p.id = s.person
where s.unit = any ($1::uuid[]) and s.removed_at is null and s.starts_at <= $2 and s.ends_at > $2
  and not exists (select from duty.leave l where l.person = s.person and l.cancelled_at is null and $3 between l.from_day and l.to_day)
order by s.unit, s.post desc, s.starts_at, s.id
