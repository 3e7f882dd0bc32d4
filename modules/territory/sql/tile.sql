-- One vector tile of layer $1 from the drawing for zoom $2, at $3/$4/$5, with 64 of 4096 units around it.
select ST_AsMVT(part, $1, 4096, 'shape') as tile
from (
  select code, name, kind,
    ST_AsMVTGeom(
      case $2::int when 6 then z6 when 7 then z7 when 8 then z8 when 9 then z9 when 10 then z10 when 11 then z11 when 12 then z12 else exact end,
      ST_TileEnvelope($3, $4, $5), 4096, 64, true) as shape
  from territory.tile_shape
  where layer = $1 and exact && ST_TileEnvelope($3, $4, $5, margin => 0.015625)
  order by code
) part
where shape is not null
