-- A unit's people are on the spot: when, who, how far from the case's place (metres, null = no position given).
update incidents.assist set arrived_at = $3, arrived_name = $4, distance_m = $5 where id = $1 and district = $2
