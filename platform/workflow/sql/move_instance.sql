-- The case stands elsewhere now; a version or a root other than those judged breaks instance_version.
update workflow.instance set
  version = case when version = $3 and root_case = $20 then $3 + 1 else -1 end,
  settled = $4, visit = $5, state = $6, entered_at = $7, ended_at = $8, owner_unit = $9, owner_person = $10,
  due_from = $11, due_count = $12, due_unit = $13, due = $14, warn = $15, due_provisional = $16,
  paused_at = $17, left_count = $18, left_unit = $19
where case_id = $1 and district = $2
