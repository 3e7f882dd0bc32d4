-- Adds drawings to layer $1, one array a column, well-known binary in hex, empty where a division is not drawn; $5: as it
-- is, $6 to $12: for zooms 6 to 12.
insert into territory.tile_shape (layer, code, name, kind, exact, z6, z7, z8, z9, z10, z11, z12)
select $1, code, name, nullif(kind, ''), ST_SetSRID(exact::geometry, 3857),
  ST_SetSRID(nullif(z6, '')::geometry, 3857), ST_SetSRID(nullif(z7, '')::geometry, 3857), ST_SetSRID(nullif(z8, '')::geometry, 3857),
  ST_SetSRID(nullif(z9, '')::geometry, 3857), ST_SetSRID(nullif(z10, '')::geometry, 3857), ST_SetSRID(nullif(z11, '')::geometry, 3857),
  ST_SetSRID(nullif(z12, '')::geometry, 3857)
from unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::text[], $12::text[])
  as given (code, name, kind, exact, z6, z7, z8, z9, z10, z11, z12)
