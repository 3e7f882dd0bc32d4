-- A new entry; sent again, nothing changes.
insert into __NAME__.entry (id, title, created_at) values ($1, $2, $3)
on conflict (id) do nothing
