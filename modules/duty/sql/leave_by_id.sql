-- One leave, whoever it is of.
select l.id, l.person, p.display, l.kind, l.from_day, l.to_day, l.cancelled_at
from duty.leave l join access.pub_person p on p.id = l.person where l.id = $1
