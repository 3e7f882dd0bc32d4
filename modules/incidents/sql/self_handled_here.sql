-- How often this case's matter was closed on the spot near its place ($2 metres) in the $3 days before it.
select count(1) as times from incidents.incident i join incidents.incident h
  on h.matter = i.matter and h.self_handled and h.id <> i.id
  and h.reported_at between i.reported_at - make_interval(days => $3::int) and i.reported_at
  and h.lat_e7 between (i.lat_e7 - $2::float8 * 90)::int and (i.lat_e7 + $2::float8 * 90)::int
  and h.lon_e7 between (i.lon_e7 - $2::float8 * 90 / cos(radians(i.lat_e7 / 1e7)))::int
                   and (i.lon_e7 + $2::float8 * 90 / cos(radians(i.lat_e7 / 1e7)))::int
  and sqrt(power((h.lat_e7 - i.lat_e7) * 0.0111195, 2)
         + power((h.lon_e7 - i.lon_e7) * 0.0111195 * cos(radians(i.lat_e7 / 1e7)), 2)) <= $2::float8
where i.id = $1
