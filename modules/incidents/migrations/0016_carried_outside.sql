-- Orders of other systems among the cases merged into this one: the earliest deadline that waits for an answer. It counts
-- for the case that goes on, since nothing of ours extends another system's clock (INC-15, INC-16). Kept by carry_outside.
alter table incidents.incident
  add column carried_due timestamptz,
  add column carried_warn timestamptz;
