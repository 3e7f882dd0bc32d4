-- What happened to cases, for modules that list steps of many cases at once: no persons, no fields.
create view workflow.pub_step as
  select case_id, district, seq, at, record_id, action, from_state, to_state, unit from workflow.history;
create index history_at on workflow.history using brin (at);
