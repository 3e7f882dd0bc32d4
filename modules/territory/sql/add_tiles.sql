-- Adds the drawings of layer $1 that serve from zoom $2 on, one array a column; $6: well-known binary, hex.
insert into territory.tile_shape (layer, zoom, code, name, kind, shape)
select $1, $2, code, name, nullif(kind, ''), ST_SetSRID(shape::geometry, 3857)
from unnest($3::text[], $4::text[], $5::text[], $6::text[]) as given (code, name, kind, shape)
