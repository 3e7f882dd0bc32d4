-- What is kept on the books below a division ($1), for everybody to read: no words, no place below the community;
-- after $2 and $3; at most $4.
select i.id, i.number, i.matter, i.suspension_kind, i.review_on,
  (select name from access.pub_unit u where u.id = coalesce(i.handler_unit, i.owner_unit)) as owner_unit_name,
  left(i.scope_code, 12) as community,
  i.paused_at
from incidents.incident i
where i.state = 'suspended' and i.suspension_kind is not null and i.scope_code ^@ $1
  and ($2::date is null or (i.review_on, i.id) > ($2, $3::uuid))
order by i.review_on, i.id limit $4
