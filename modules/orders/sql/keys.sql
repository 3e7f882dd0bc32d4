-- Which token speaks for which system.
select token, system, bound_at, bound_by from orders.system_key order by system, bound_at
