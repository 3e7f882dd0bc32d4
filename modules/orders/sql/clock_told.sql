-- Who answers was told at $3 of three quarters of the time, or of its end ($4).
update orders.outside_order
set warned_at = coalesce(warned_at, $3), over_told_at = case when $4 then $3 else over_told_at end
where id = $1 and district = $2
