-- big table
-- An order of another system and the case it became (same id). Number and clock are that system's; only its own word moves
-- `due`, nothing of ours does. `warn_act` and `over_act` are the ids of the two steps its clock takes by itself, so that
-- several processes take each once.
create table orders.outside_order (
  id uuid not null,
  district text collate "C" not null,
  scope_code text collate "C" not null,
  system text collate "C" not null,
  number text collate "C" not null,
  incident_number text collate "C" not null,
  received_at timestamptz not null,
  due timestamptz not null,
  warn timestamptz not null,
  filed_at timestamptz not null,
  warn_act uuid not null,
  over_act uuid not null,
  warned_at timestamptz,
  over_told_at timestamptz,
  answered_at timestamptz,
  outcome text collate "C",
  answer_unit text,
  answer_subject uuid,
  answer_record uuid,
  kept_at timestamptz,
  constraint outside_order_pkey primary key (id, district),
  constraint outside_order_answered check ((answered_at is null) = (outcome is null)),
  constraint outside_order_outcome check (outcome in ('handled', 'sent_back', 'cancelled', 'withdrawn')),
  constraint outside_order_kept check (kept_at is null or answered_at is not null)
);
create index outside_order_waiting on orders.outside_order (due, id) where answered_at is null;
create index outside_order_to_warn on orders.outside_order (warn) where answered_at is null and warned_at is null;
create index outside_order_to_tell on orders.outside_order (due) where answered_at is null and over_told_at is null;
create index outside_order_answered_at on orders.outside_order (answered_at, id) where answered_at is not null;
create index outside_order_to_keep on orders.outside_order (system, answered_at, id)
  where answered_at is not null and kept_at is null;

-- Each outside number once: what leads the same order, sent or imported again, to its case.
create table orders.known (
  system text collate "C" not null,
  number text collate "C" not null,
  id uuid not null,
  constraint known_pkey primary key (system, number)
);

-- Whose token it is: an outside system speaks for itself alone.
create table orders.system_key (
  token uuid not null,
  system text collate "C" not null,
  bound_at timestamptz not null,
  bound_by text not null,
  constraint system_key_pkey primary key (token)
);
