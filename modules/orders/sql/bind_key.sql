-- From now on a token speaks for a system.
insert into orders.system_key (token, system, bound_at, bound_by) values ($1, $2, $3, $4)
on conflict on constraint system_key_pkey do update
set system = excluded.system, bound_at = excluded.bound_at, bound_by = excluded.bound_by
