-- Leave of a person $1 that is not over on the day $2.
select id, from_day, to_day from duty.leave where person = $1 and cancelled_at is null and to_day >= $2
