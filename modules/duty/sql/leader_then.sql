-- Whether person $1 was duty leader at $2 (day $3) of a centre the place $4 lies under, by masked name.
select p.display from duty.shift s join access.pub_unit u on u.id = s.unit join access.pub_person p on p.id = s.person
where s.person = $1 and s.post = 'leader' and s.removed_at is null and s.starts_at <= $2 and s.ends_at > $2
  and $4::text ^@ u.prefix
  and not exists (select from duty.leave l where l.person = s.person and l.cancelled_at is null and $3 between l.from_day and l.to_day)
limit 1
