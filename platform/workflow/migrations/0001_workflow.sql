-- Definitions in use, by the SM3 of their text: a case is judged by the one it began with.
create table workflow.definition (
  hash text collate "C" not null,
  workflow text collate "C" not null,
  path text not null,
  yaml text not null,
  stored_at timestamptz not null,
  constraint definition_pkey primary key (hash)
);

-- big table
-- Where each case stands. `version` is the seq of its last history row, `settled` of the last one that was no aside,
-- `visit` of the one that entered the present state.
create table workflow.instance (
  case_id uuid not null,
  district text collate "C" not null,
  root_case uuid not null,
  workflow text collate "C" not null,
  definition text collate "C" not null,
  state text collate "C" not null,
  version bigint not null,
  settled bigint not null,
  visit bigint not null,
  started_at timestamptz not null,
  entered_at timestamptz not null,
  ended_at timestamptz,
  owner_unit uuid,
  owner_person uuid,
  due_from timestamptz,
  due_count bigint,
  due_unit text collate "C",
  due timestamptz,
  warn timestamptz,
  due_provisional boolean not null,
  paused_at timestamptz,
  left_count bigint,
  left_unit text collate "C",
  constraint instance_pkey primary key (case_id, district),
  constraint instance_version check (version > 0),
  constraint instance_due check ((due is null) = (due_from is null) and (due is null) = (due_count is null))
);
create index instance_open_definition on workflow.instance (definition) where ended_at is null;
create index instance_merged on workflow.instance (root_case) where root_case <> case_id;
create index instance_provisional on workflow.instance (case_id) where due_provisional and ended_at is null;

-- big table
-- Everything that happened to a case, append-only. Two people acting on the same version collide on the key.
-- `fields` holds codes, figures and references only; words live in the vault under record_id.
create table workflow.history (
  case_id uuid not null,
  district text collate "C" not null,
  seq bigint not null,
  at timestamptz not null,
  record_id uuid not null,
  digest text collate "C" not null,
  action text collate "C" not null,
  from_state text collate "C" not null,
  to_state text collate "C" not null,
  aside boolean not null,
  role text collate "C" not null,
  duty text collate "C" not null,
  account uuid,
  person uuid,
  unit uuid,
  who text not null,
  fields jsonb not null,
  request_id text collate "C" not null,
  due timestamptz,
  constraint history_pkey primary key (case_id, seq, district),
  constraint history_record unique (record_id, district)
);
create function workflow.refuse_change() returns trigger language plpgsql as
$$ begin raise exception using errcode = 'check_violation', constraint = 'history_is_append_only', message = 'history is append-only'; end $$;
create trigger history_is_append_only before update or delete or truncate on workflow.history
  for each statement execute function workflow.refuse_change();

-- big table
-- The separation of duties as a key (INC-04): one row for each person (or unit) in a root case. A second, conflicting
-- duty, even at the same moment, finds the row of the first and breaks the check.
create table workflow.participation (
  root_case uuid not null,
  party uuid not null,
  district text collate "C" not null,
  is_unit boolean not null,
  duties text[] not null,
  conflict boolean not null,
  constraint participation_pkey primary key (root_case, party, district),
  constraint participation_separation check (not conflict)
);

-- big table
-- What the system will try by itself. A timer belongs to one stay in a state (`visit`) and is void after it.
create table workflow.timer (
  case_id uuid not null,
  visit bigint not null,
  kind text collate "C" not null,
  district text collate "C" not null,
  workflow text collate "C" not null,
  action text collate "C" not null,
  fire_at timestamptz not null,
  lease_until timestamptz,
  refused text collate "C" not null,
  constraint timer_pkey primary key (case_id, visit, kind, district),
  constraint timer_kind check (kind in ('warn', 'over'))
);
create index timer_due on workflow.timer (fire_at) where refused = '';
