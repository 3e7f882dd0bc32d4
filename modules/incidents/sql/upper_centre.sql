-- The centre one level above the one whose territory is $1.
select id, name, prefix from access.pub_unit
where kind in ('street_centre', 'district', 'city') and $1::text ^@ prefix and length(prefix) < length($1) and closed_at is null
order by length(prefix) desc, id limit 1
