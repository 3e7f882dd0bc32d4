-- A code for a building.
insert into neighbours.building_code (id, secret, label, grid, lon_e7, lat_e7, kind, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
