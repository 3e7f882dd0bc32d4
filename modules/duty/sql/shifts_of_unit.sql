-- The roster of unit $1 between $2 and $3.
select s.id, s.unit, s.post, s.person, p.display, s.starts_at, s.ends_at
from duty.shift s join access.pub_person p on p.id = s.person
where s.unit = $1 and s.removed_at is null and s.starts_at < $3 and s.ends_at > $2
order by s.starts_at, s.post desc, s.id
