-- Keeps a view as the last of its account.
insert into worklists.view (id, account, owner_name, name, conditions, place, unit, made_at, changed_at)
values ($1, $2, $3, $4, $5, (select coalesce(max(o.place), 0) + 1 from worklists.view o where o.account = $2), $6, $7, $7)
