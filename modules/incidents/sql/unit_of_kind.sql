-- The unit of a kind nearest to a code: longest prefix first (default department of a matter).
select id, name from access.pub_unit u where u.kind = $1 and $2::text ^@ u.prefix and u.closed_at is null
order by length(u.prefix) desc, u.id limit 1
