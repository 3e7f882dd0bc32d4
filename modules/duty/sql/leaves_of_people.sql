-- Leave of the people $1 that touches the days $2 to $3.
select person, from_day, to_day from duty.leave
where person = any ($1::uuid[]) and cancelled_at is null and from_day <= $3 and to_day >= $2
