-- Ends leave $1 after the day $3, or takes it back when that is before it began; at $2.
update duty.leave set to_day = case when $3 >= from_day then $3 else to_day end,
  cancelled_at = case when $3 >= from_day then cancelled_at else $2 end
where id = $1 and cancelled_at is null and to_day > $3
