-- Calls of unit $1 from $2 to $3, in order.
select c.at, c.incident, c.number, c.matter, c.action, c.post, p.display, c.scope_code
from duty.call c join access.pub_person p on p.id = c.person
where c.unit = $1 and c.at >= $2 and c.at < $3 order by c.at, c.event limit 200
