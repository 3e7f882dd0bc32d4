-- Orders without an answer, the next due first; due before $4 (null = whenever); after due $5 and id $6; at most $7.
select
-- with parts/order_columns.sql
from orders.outside_order o
-- with parts/order_reach.sql
  and o.answered_at is null
  and ($4::timestamptz is null or o.due < $4)
  and ($5::timestamptz is null or (o.due, o.id) > ($5, $6::uuid))
order by o.due, o.id limit $7
