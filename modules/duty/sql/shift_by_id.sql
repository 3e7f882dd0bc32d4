-- One shift, taken off or not.
select s.id, s.unit, s.post, s.person, p.display, s.starts_at, s.ends_at, s.removed_at is not null as removed
from duty.shift s join access.pub_person p on p.id = s.person where s.id = $1
