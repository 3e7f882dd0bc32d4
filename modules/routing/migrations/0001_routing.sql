-- The rules by which cases find their unit: every publication is a version of the whole ordered list, kept as it was.
create table routing.rule_set (
  version bigint not null,
  record uuid not null,
  at timestamptz not null,
  by_person uuid,
  by_name text,
  note text not null,
  example boolean not null,
  rules jsonb not null,
  constraint rule_set_key primary key (version),
  constraint rule_set_record_once unique (record),
  constraint rule_set_version_counts check (version > 0),
  constraint rule_set_rules_are_a_list check (jsonb_typeof(rules) = 'array')
);
create function routing.rule_set_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a published list of rules is never changed' using errcode = 'check_violation', constraint = 'rule_set_is_kept';
end $$;
create trigger rule_set_is_kept before update or delete on routing.rule_set
  for each row execute function routing.rule_set_is_kept();

-- What a centre ruled in the end about a case nobody would take: proposed as a rule, decided by the keeper of the rules.
create table routing.precedent (
  id uuid not null,
  case_id uuid not null,
  seq bigint not null,
  number text collate "C" not null,
  matter text collate "C" not null,
  area text collate "C" not null,
  unit uuid not null,
  at timestamptz not null,
  state text collate "C" not null,
  decided_at timestamptz,
  decided_by text,
  reason text,
  rule uuid,
  constraint precedent_key primary key (id),
  constraint precedent_once unique (case_id, seq),
  constraint precedent_state_known check (state in ('open', 'adopted', 'dismissed')),
  constraint precedent_decided check ((state = 'open') = (decided_at is null))
);
create index precedent_by_state on routing.precedent (state, id);
