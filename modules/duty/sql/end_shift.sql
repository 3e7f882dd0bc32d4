-- Takes shift $1 off the roster before it began, ends it at $2 afterwards.
update duty.shift set removed_at = case when starts_at >= $2 then $2::timestamptz end,
  ends_at = case when starts_at >= $2 then ends_at else $2 end
where id = $1 and removed_at is null and ends_at > $2
