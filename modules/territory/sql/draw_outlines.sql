-- Sets outlines ($2: well-known binary, hex), label points and bounds (1e-7 degree), one array a column; $9: synthetic.
update territory.division d set
  outline = ST_SetSRID(given.outline::geometry, 4326), centre_lon_e7 = given.lon, centre_lat_e7 = given.lat,
  west_e7 = given.west, south_e7 = given.south, east_e7 = given.east, north_e7 = given.north, synthetic = $9
from unnest($1::text[], $2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[])
  as given (code, outline, lon, lat, west, south, east, north)
where d.code = given.code
