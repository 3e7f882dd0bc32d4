-- Columns of an order o, as read_order takes them.
  o.id, o.district, o.scope_code, o.system, o.number, o.incident_number, o.received_at, o.due, o.warn, o.answered_at,
  o.outcome, o.answer_unit, o.answer_subject, o.answer_record, o.kept_at
