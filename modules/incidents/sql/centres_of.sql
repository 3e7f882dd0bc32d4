-- The centres whose territory is one of $1: each answers for the cases at its own level.
select id, prefix from access.pub_unit
where kind in ('community_centre', 'street_centre', 'district', 'city') and prefix = any ($1::text[]) and closed_at is null
order by id
