-- A dead job is given up; kept as finished until pruned.
update outbox.job set done_at = $2, dead_at = null where id = $1 and dead_at is not null
