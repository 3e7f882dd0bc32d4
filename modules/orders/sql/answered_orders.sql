-- Answered orders, the latest answer first; answered from $4 on (null = whenever); after answered_at $5 and id $6; at most
-- $7.
select
-- with parts/order_columns.sql
from orders.outside_order o
-- with parts/order_reach.sql
  and o.answered_at is not null
  and ($4::timestamptz is null or o.answered_at >= $4)
  and ($5::timestamptz is null or (o.answered_at, o.id) < ($5, $6::uuid))
order by o.answered_at desc, o.id desc limit $7
