-- Answered orders within reach (prefixes $1), of a system ($2, null = all), answered from $3 on, the first answer first;
-- after answered_at $4 and id $5; at most $6.
select
-- with parts/order_columns.sql
from orders.outside_order o
where o.answered_at is not null and o.scope_code ^@ any ($1::text[])
  and ($2::text is null or o.system = $2)
  and ($3::timestamptz is null or o.answered_at >= $3)
  and ($4::timestamptz is null or (o.answered_at, o.id) > ($4, $5::uuid))
order by o.answered_at, o.id limit $6
