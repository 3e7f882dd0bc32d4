-- Clears a layer's drawings before they are made anew.
delete from territory.tile_shape where layer = $1
