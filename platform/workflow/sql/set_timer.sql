-- The system will try an action; a deadline extended in the same stay moves its timer.
insert into workflow.timer (case_id, visit, kind, district, workflow, action, fire_at, refused)
values ($1, $2, $3, $4, $5, $6, $7, '')
on conflict (case_id, visit, kind, district) do update set
  fire_at = excluded.fire_at, action = excluded.action, lease_until = null, refused = ''
