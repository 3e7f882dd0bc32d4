-- For other modules: where cases stand, and which files they hold. No words, no persons but staff by id.
create view incidents.pub_case as
  select id, district, number, matter, scope_code, state, urgency, reported_at, changed_at, closed_at, due, paused_at,
    owner_unit, handler_unit, owner_person, collector, owner_unit_name, raise_asked, suspension_asked, supervision,
    review_on, returns
  from incidents.incident;
create view incidents.pub_attachment as
  select a.incident, a.digest, a.stage, a.added_at, i.number, i.matter, i.scope_code, i.owner_unit, i.handler_unit,
    i.owner_person, i.collector
  from incidents.attachment a join incidents.incident i on i.id = a.incident and i.district = a.district;
