-- Codes of buildings below one of the prefixes, the newest first.
select id, secret, label, grid, lon_e7, lat_e7, kind, made_by, made_at, withdrawn_at from neighbours.building_code
where grid ^@ any ($1::text[]) order by made_at desc, id limit 500
