-- One vector tile of layer $1 from the drawing of zoom $2, at $3/$4/$5, with 64 of 4096 units around it.
select ST_AsMVT(part, $1, 4096, 'shape') as tile
from (
  select code, name, kind, ST_AsMVTGeom(shape, ST_TileEnvelope($3, $4, $5), 4096, 64, true) as shape
  from territory.tile_shape
  where layer = $1 and zoom = $2 and shape && ST_TileEnvelope($3, $4, $5, margin => 0.015625)
  order by code
) part
where shape is not null
