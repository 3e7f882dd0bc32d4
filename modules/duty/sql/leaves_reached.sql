-- Leave not over on the day $3 of people of units within the prefixes $1 or among $2.
select l.id, l.person, p.display, l.kind, l.from_day, l.to_day, l.cancelled_at
from duty.leave l join access.pub_person p on p.id = l.person
where l.cancelled_at is null and l.to_day >= $3
  and exists (select from access.pub_assignment a join access.pub_unit u on u.id = a.unit
              where a.person = l.person and (u.prefix ^@ any ($1::text[]) or u.id = any ($2::uuid[])))
order by l.from_day, l.id limit 500
