-- The street centre that answers for a code: the one with the longest prefix of it.
select id, name from access.pub_unit u where u.kind = 'street_centre' and $1::text ^@ u.prefix and u.closed_at is null
order by length(u.prefix) desc, u.id limit 1
