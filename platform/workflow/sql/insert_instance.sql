-- A case begins.
insert into workflow.instance (case_id, district, root_case, workflow, definition, state, version, settled, visit,
  started_at, entered_at, ended_at, owner_unit, owner_person, due_from, due_count, due_unit, due, warn, due_provisional)
values ($1, $2, $3, $4, $5, $6, 1, 1, 1, $7, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
