-- Reserves a block of $3 numbers of a district's day; returns the first.
insert into incidents.number_block as b (district, day, next_number) values ($1, $2, 1 + $3::bigint)
on conflict on constraint number_block_key do update set next_number = b.next_number + $3::bigint
returning b.next_number - $3::bigint as first
