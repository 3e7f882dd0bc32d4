-- Columns of an order o, as read_order takes them.
  o.id, o.district, o.scope_code, o.system, o.number, o.incident_number, o.received_at, o.due, o.answered_at,
  o.answered_name, o.answered_unit, o.answer, o.answer_subject
