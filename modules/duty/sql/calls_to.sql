-- What person $1 was called of since $2, newest first.
select c.at, c.incident, c.number, c.matter, c.action, c.post, p.display, c.scope_code
from duty.call c join access.pub_person p on p.id = c.person
where c.person = $1 and c.at >= $2 order by c.at desc limit 50
