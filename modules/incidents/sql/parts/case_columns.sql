-- Columns of a case i, as read_case takes them.
  i.id, i.district, i.number, i.phone_code, i.catalogue, i.matter, i.source, i.urgency, i.subject, i.lon_e7, i.lat_e7,
  i.address, i.filed_code, i.scope_code, i.collector, i.collector_unit, i.collector_name, i.self_handled,
  i.repeat_count, i.reported_at, i.state, i.version, i.owner_unit, i.owner_person, i.owner_unit_name,
  i.owner_person_name, i.handler_unit, i.started_at, i.due, i.warn, i.due_provisional, i.paused_at, i.changed_at,
  i.closed_at, i.outcome, i.rating, i.returns, i.reworks, i.feedback_attempts, i.last_attempt_at, i.content_digest,
  i.spot_check, i.suspension_kind, i.review_on, i.suspension_asked, i.extension_asked, i.withdrawal_asked,
  i.withdrawal_pressed, i.urges, i.supervision, i.supervision_grade, i.assists_open, i.assists_absent, i.errands_open, i.errand_to,
  i.raise_asked, i.merged_into, i.root_case, i.first_asked, i.first_asked_name, i.outside_system, i.outside_name,
  i.outside_number, i.outside_due, i.outside_warn, i.outside_answered_at
