-- A system ($1) confirms at $3 that it keeps the answers to these numbers ($2).
update orders.outside_order o set kept_at = $3
from orders.known k
where k.system = $1 and k.number = any ($2) and o.id = k.id and o.answered_at is not null and o.kept_at is null
