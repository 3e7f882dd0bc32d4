-- A consumer new to this database begins with the oldest event kept.
insert into outbox.subscription (name, position, seen_at) values ($1, 0, $2)
on conflict (name) do update set seen_at = excluded.seen_at
