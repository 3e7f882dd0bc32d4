-- Signed by who comes: $1 at $2 by $3, named $4.
update duty.handover set taken_at = $2, taken_by = $3, taken_name = $4 where id = $1 and taken_at is null
