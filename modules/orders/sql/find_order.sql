-- One order by id.
select
-- with parts/order_columns.sql
from orders.outside_order o where o.id = $1
