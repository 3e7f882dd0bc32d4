-- A loan ended before its time.
update duty.stand_in set ended_at = $2 where id = $1 and ended_at is null
