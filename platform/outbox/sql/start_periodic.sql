-- Puts a periodic job into the queue when its time has come and the one before is finished.
with come as (
  insert into outbox.periodic as p (name, next_due) values ($1, $2::timestamptz + $3 * interval '1 second')
  on conflict (name) do update set next_due = excluded.next_due where p.next_due <= $2
  returning 1)
insert into outbox.job (name, arguments, due)
select $1, '{}'::jsonb, $2 from come
where not exists (select from outbox.job where name = $1 and done_at is null and dead_at is null)
