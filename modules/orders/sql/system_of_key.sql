-- The system a token speaks for.
select system from orders.system_key where token = $1
