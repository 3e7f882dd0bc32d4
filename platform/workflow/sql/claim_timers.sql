-- Due timers for this process, the earliest first (an update returns its rows in any order, and a warning comes before
-- the escalation); those claimed by one that died are free again after their lease.
with claimed as (
  update workflow.timer t set lease_until = $2
  from (select case_id, visit, kind, district from workflow.timer
        where refused = '' and fire_at <= $1 and (lease_until is null or lease_until <= $1)
        order by fire_at limit $3 for update skip locked) c
  where t.case_id = c.case_id and t.visit = c.visit and t.kind = c.kind and t.district = c.district
  returning t.case_id, t.visit, t.kind, t.district, t.workflow, t.action, t.fire_at)
select case_id, visit, kind, district, workflow, action, fire_at from claimed order by fire_at, kind desc
