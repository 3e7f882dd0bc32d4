-- big table
-- Help asked of another unit for a case: joint handling, or a unit called to the place by the street's whistle. The
-- engine's workflow.instance owns the state (assist.yaml); words lie in the vault under the incident's subject.
create table incidents.assist (
  id uuid not null,
  district text collate "C" not null,
  incident uuid not null,
  kind text collate "C" not null,
  unit uuid not null,
  state text collate "C" not null,
  version bigint not null,
  due timestamptz,
  asked_at timestamptz not null,
  asked_by text not null,
  changed_at timestamptz not null,
  arrived_at timestamptz,
  arrived_name text,
  distance_m integer,
  result uuid,
  score text collate "C",
  closed_at timestamptz,
  constraint assist_key primary key (id, district),
  constraint assist_kind check (kind in ('assist', 'hard', 'joint', 'urgent'))
);
create index assist_of_incident on incidents.assist (incident);
create index assist_of_unit on incidents.assist (unit, changed_at desc);
create unique index assist_once on incidents.assist (incident, unit, district) where closed_at is null;
alter table incidents.incident add column assists_open integer not null default 0, add column assists_absent integer not null default 0;
