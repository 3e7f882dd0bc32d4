-- Orders without an answer within reach (prefixes $1), of a system ($2, null = all), due before $3 (null = whenever), the
-- next due first; after due $4 and id $5; at most $6.
select
-- with parts/order_columns.sql
from orders.outside_order o
where o.answered_at is null and o.scope_code ^@ any ($1::text[])
  and ($2::text is null or o.system = $2)
  and ($3::timestamptz is null or o.due < $3)
  and ($4::timestamptz is null or (o.due, o.id) > ($4, $5::uuid))
order by o.due, o.id limit $6
