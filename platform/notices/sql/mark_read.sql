-- Read by this account; once.
insert into notices.read_mark (notice, account, at)
select id, $2, $3 from notices.notice where id = $1
on conflict (notice, account) do nothing
