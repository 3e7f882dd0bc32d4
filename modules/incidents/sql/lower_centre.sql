-- The centre one level below the one whose territory is $1, for a place with code $2.
select id, name, prefix from access.pub_unit
where kind in ('street_centre', 'community_centre', 'district') and $2::text ^@ prefix and length(prefix) > length($1)
  and closed_at is null
order by length(prefix), id limit 1
