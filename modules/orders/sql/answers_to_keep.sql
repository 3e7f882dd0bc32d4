-- Answers a system ($1) has not yet confirmed to keep, the first one first; at most $2.
select
-- with parts/order_columns.sql
from orders.outside_order o
where o.system = $1 and o.answered_at is not null and o.kept_at is null
order by o.answered_at, o.id limit $2
