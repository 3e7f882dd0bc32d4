-- One sheet.
select h.id, h.unit, u.name as unit_name, u.prefix, h.from_at, h.to_at, h.by_person, h.by_name, h.subject, h.sheet,
  h.taken_at, h.taken_by, h.taken_name
from duty.handover h join access.pub_unit u on u.id = h.unit where h.id = $1
