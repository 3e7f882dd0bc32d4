-- What a report needs before it is written, in one row, for a grid code $1 on the day $3: the centre that answers for
-- the place (the community's if it has one, else the street's, else the one above), the grid's worker (who stands in
-- for a few days before its own), and the staff member whose phone this is ($2 keyed token, may be null).
select
  (select id from access.pub_unit u where u.kind in ('community_centre', 'street_centre', 'district', 'city') and $1::text ^@ u.prefix and u.closed_at is null order by length(u.prefix) desc, u.id limit 1) as centre,
  (select name from access.pub_unit u where u.kind in ('community_centre', 'street_centre', 'district', 'city') and $1::text ^@ u.prefix and u.closed_at is null order by length(u.prefix) desc, u.id limit 1) as centre_name,
  (select a.person from access.pub_assignment a where a.role = 'grid_worker' and a.prefix = $1 and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3) order by a.valid_to nulls last, a.valid_from, a.id limit 1) as worker,
  (select a.display from access.pub_assignment a where a.role = 'grid_worker' and a.prefix = $1 and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3) order by a.valid_to nulls last, a.valid_from, a.id limit 1) as worker_name,
  (select p.id from access.pub_person p where $2::text is not null and p.phone_token = $2) as staff,
  (select p.display from access.pub_person p where $2::text is not null and p.phone_token = $2) as staff_name
