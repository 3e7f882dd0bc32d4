-- Earlier cases of the same matter near a place: box $2..$5 (E7 degrees) since $6; the caller measures metres.
select lon_e7, lat_e7, self_handled, reported_at from incidents.incident
where matter = $1 and lon_e7 between $2 and $4 and lat_e7 between $3 and $5 and reported_at >= $6
  and state not in ('cancelled', 'withdrawn', 'merged')
order by reported_at desc limit 200
