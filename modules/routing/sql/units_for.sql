-- Open units that answer for the place $1 (a division code; null = everywhere) or are named ($2), with those who may
-- handle for them on the day $3.
select u.id, u.name, u.kind, u.prefix,
  array(select distinct a.person::text from access.pub_assignment a
        where a.unit = u.id and a.role = 'department' and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3)) as handlers
from access.pub_unit u
where u.closed_at is null and ($1::text is null or $1 ^@ u.prefix or u.id = any ($2::uuid[]))
order by u.id
