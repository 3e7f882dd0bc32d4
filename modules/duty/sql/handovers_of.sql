-- Sheets of unit $1, newest first, before $2, $3; at most $4.
select h.id, h.unit, u.name as unit_name, h.from_at, h.to_at, h.by_name, h.taken_at, h.taken_name
from duty.handover h join access.pub_unit u on u.id = h.unit
where h.unit = $1 and ($2::timestamptz is null or (h.to_at, h.id) < ($2, $3::uuid))
order by h.to_at desc, h.id desc limit $4
