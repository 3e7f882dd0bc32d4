-- When the people $1 are on duty anywhere between $2 and $3.
select person, starts_at, ends_at from duty.shift
where person = any ($1::uuid[]) and removed_at is null and starts_at < $3 and ends_at > $2
