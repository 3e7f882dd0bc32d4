-- What guards ask of an order, and whether who allowed it by word was duty leader there at that moment.
select o.district, o.incident, o.number, o.matter, o.scope_code, o.subject, o.person, o.acted_at, o.late, o.allowed_by,
  exists (select from duty.shift s join access.pub_unit u on u.id = s.unit
          where s.person = o.allowed_by and s.post = 'leader' and s.removed_at is null and s.starts_at <= o.acted_at
            and s.ends_at > o.acted_at and o.scope_code ^@ u.prefix) as allowed_on_duty
from duty.after_order o where o.id = $1
