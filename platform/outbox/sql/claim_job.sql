-- The most overdue free job for this worker; a job whose worker stopped renewing its lease is free again.
update outbox.job set worker = $1, lease_until = $3, attempts = attempts + 1
where id = (select id from outbox.job
            where done_at is null and dead_at is null and due <= $2 and (lease_until is null or lease_until <= $2)
              and name = any($4)
            order by due, id limit 1 for update skip locked)
returning id, name, arguments, attempts
