-- The case's own row follows the engine: state, owner, due, and what the transition settled.
update incidents.incident set
  state = $3, version = $4, owner_unit = $5, owner_person = $6, owner_unit_name = $7, owner_person_name = $8,
  due = $9, warn = $10, due_provisional = $11, paused_at = $12, changed_at = $13, closed_at = $14,
  handler_unit = coalesce($15, handler_unit), started_at = coalesce($16, started_at), outcome = coalesce($17, outcome),
  rating = coalesce($18, rating), returns = returns + $19::int, reworks = reworks + $20::int,
  feedback_attempts = feedback_attempts + $21::int, last_attempt_at = coalesce($22, last_attempt_at),
  matter = coalesce($23, matter), urgency = coalesce($24, urgency), collector = coalesce($25, collector),
  collector_unit = coalesce($26, collector_unit), collector_name = coalesce($27, collector_name),
  self_handled = self_handled or $28::boolean
where id = $1 and district = $2
