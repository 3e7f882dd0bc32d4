-- big table
-- An order of another system and the case it became (same id). Number and clock are that system's; nothing of ours moves
-- them, and the program has no way to change `due` but that system's own word.
create table orders.outside_order (
  id uuid not null,
  district text collate "C" not null,
  scope_code text collate "C" not null,
  system text collate "C" not null,
  number text collate "C" not null,
  incident_number text collate "C" not null,
  received_at timestamptz not null,
  due timestamptz not null,
  filed_at timestamptz not null,
  answered_at timestamptz,
  answered_name text,
  answered_unit text,
  answer uuid,
  answer_subject uuid,
  constraint outside_order_pkey primary key (id, district),
  constraint outside_order_answered check ((answered_at is null) = (answer is null))
);
create index outside_order_waiting on orders.outside_order (due, id) where answered_at is null;
create index outside_order_answered_at on orders.outside_order (system, answered_at, id) where answered_at is not null;

-- Each outside number once: what leads the same order, sent or imported again, to its case.
create table orders.known (
  system text collate "C" not null,
  number text collate "C" not null,
  id uuid not null,
  constraint known_pkey primary key (system, number)
);
