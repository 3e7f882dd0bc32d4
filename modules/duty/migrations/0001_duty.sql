-- Who of a unit is on duty from when to when: the duty leader and duty officers. What has begun is never rewritten; it
-- can end early. Names are in access, here are references only.
create table duty.shift (
  id uuid not null,
  unit uuid not null,
  post text collate "C" not null,
  person uuid not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  entered_by uuid,
  entered_at timestamptz not null,
  removed_at timestamptz,
  constraint shift_key primary key (id),
  constraint shift_post_known check (post in ('leader', 'officer')),
  constraint shift_in_order check (ends_at > starts_at),
  -- one person is in one place
  constraint shift_one_place exclude using gist (person with =, tstzrange(starts_at, ends_at) with &&)
    where (removed_at is null)
);
create index shift_of_unit on duty.shift (unit, starts_at) where removed_at is null;

-- The B role of a grid: who answers for it when the A role, its own worker, is on leave.
create table duty.deputy (
  grid text collate "C" not null,
  person uuid not null,
  account uuid not null,
  set_by uuid,
  set_at timestamptz not null,
  constraint deputy_key primary key (grid)
);

-- Days on which somebody is away, both included.
create table duty.leave (
  id uuid not null,
  person uuid not null,
  kind text collate "C" not null,
  from_day date not null,
  to_day date not null,
  entered_by uuid,
  entered_at timestamptz not null,
  cancelled_at timestamptz,
  constraint leave_key primary key (id),
  constraint leave_kind_known check (kind in ('annual', 'sick', 'official', 'other')),
  constraint leave_in_order check (to_day >= from_day),
  constraint leave_once exclude using gist (person with =, daterange(from_day, to_day, '[]') with &&)
    where (cancelled_at is null)
);

-- A grid lent to its B role for the days of a leave. The id is that of the grant in access.
create table duty.stand_in (
  id uuid not null,
  grid text collate "C" not null,
  leave uuid not null,
  deputy uuid not null,
  account uuid not null,
  from_day date not null,
  to_day date not null,
  ended_at timestamptz,
  constraint stand_in_key primary key (id),
  constraint stand_in_of_leave foreign key (leave) references duty.leave (id)
);
create unique index stand_in_once on duty.stand_in (grid, leave) where ended_at is null;

-- Who was called outside working hours about an urgent case; made from the same event again it is the same row.
create table duty.call (
  event bigint not null,
  person uuid not null,
  at timestamptz not null,
  incident uuid not null,
  number text collate "C" not null,
  matter text collate "C" not null,
  scope_code text collate "C" not null,
  action text collate "C" not null,
  post text collate "C" not null,
  unit uuid,
  constraint call_key primary key (event, person),
  constraint call_post_known check (post in ('leader', 'officer', 'a', 'b'))
);
create index call_of_person on duty.call (person, at desc);
create index call_of_unit on duty.call (unit, at desc);

-- What one watch leaves to the next, as it was when it was signed: codes, numbers and figures in `sheet`, words in the
-- vault.
create table duty.handover (
  id uuid not null,
  unit uuid not null,
  from_at timestamptz not null,
  to_at timestamptz not null,
  by_person uuid not null,
  by_name text not null,
  subject uuid,
  sheet jsonb not null,
  taken_at timestamptz,
  taken_by uuid,
  taken_name text,
  constraint handover_key primary key (id),
  constraint handover_in_order check (to_at >= from_at),
  constraint handover_by_two check (taken_by <> by_person)
);
create index handover_of_unit on duty.handover (unit, to_at desc);
create function duty.handover_is_signed() returns trigger language plpgsql as $$
begin
  if old.taken_at is not null or new.sheet is distinct from old.sheet or new.to_at <> old.to_at then
    raise exception 'a signed sheet is never changed' using errcode = 'check_violation', constraint = 'handover_is_signed';
  end if;
  return new;
end $$;
create trigger handover_is_signed before update on duty.handover
  for each row execute function duty.handover_is_signed();

-- An order filed after the act (workflows/after_order.yaml): who acted in an urgent case, who had allowed it by word.
-- The engine's workflow.instance owns the state; words lie in the vault under a subject of the order's own.
create table duty.after_order (
  id uuid not null,
  district text collate "C" not null,
  incident uuid not null,
  number text collate "C" not null,
  matter text collate "C" not null,
  scope_code text collate "C" not null,
  subject uuid not null,
  person uuid not null,
  person_name text not null,
  unit uuid,
  acted_at timestamptz not null,
  filed_at timestamptz not null,
  late boolean not null,
  allowed_by uuid not null,
  allowed_name text not null,
  state text collate "C" not null,
  version bigint not null,
  due timestamptz,
  changed_at timestamptz not null,
  closed_at timestamptz,
  constraint after_order_key primary key (id, district),
  constraint after_order_after_the_act check (filed_at >= acted_at),
  constraint after_order_by_another check (allowed_by <> person)
);
create index after_order_of_incident on duty.after_order (incident);
create index after_order_by_change on duty.after_order (changed_at desc, id desc);
