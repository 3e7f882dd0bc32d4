-- A code as it was scanned.
select id, secret, label, grid, lon_e7, lat_e7, kind, made_by, made_at, withdrawn_at from neighbours.building_code where secret = $1
