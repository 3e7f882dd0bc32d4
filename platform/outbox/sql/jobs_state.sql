-- Jobs that are not done, by how they stand.
select count(*) filter (where j.dead_at is null and j.due <= $1 and (j.lease_until is null or j.lease_until <= $1)) as due,
       count(*) filter (where j.dead_at is null and j.lease_until > $1) as running,
       count(*) filter (where j.dead_at is null and j.attempts > 0 and (j.lease_until is null or j.lease_until <= $1))
         as retrying,
       count(*) filter (where j.dead_at is not null) as dead,
       min(j.due) filter (where j.dead_at is null and j.due <= $1 and (j.lease_until is null or j.lease_until <= $1))
         as oldest_due
from outbox.job j where j.done_at is null
