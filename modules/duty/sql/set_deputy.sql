-- The B role of a grid from now on.
insert into duty.deputy (grid, person, account, set_by, set_at) values ($1, $2, $3, $4, $5)
on conflict (grid) do update set person = $2, account = $3, set_by = $4, set_at = $5
