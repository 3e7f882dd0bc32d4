-- A consumer new to this database begins with the oldest event kept.
insert into outbox.subscription (name, from_xid, position, last_position, seen_at)
values ($1, '0'::xid8, 0, 0, $2)
on conflict (name) do update set seen_at = excluded.seen_at
