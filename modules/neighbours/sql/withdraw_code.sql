-- A code serves no longer.
update neighbours.building_code set withdrawn_at = coalesce(withdrawn_at, $2) where id = $1
