-- The firm is at the place.
update incidents.errand set arrived_at = coalesce(arrived_at, $3) where id = $1 and district = $2
