-- The id of the order a system ($1) calls $2: the one it has, or $3 from now on.
insert into orders.known (system, number, id) values ($1, $2, $3)
on conflict on constraint known_pkey do update set id = orders.known.id
returning id
