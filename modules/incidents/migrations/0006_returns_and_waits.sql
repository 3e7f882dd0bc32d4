-- What waits for an answer: a unit that asks to keep the case on the books, a reporter who asks to take it back.
alter table incidents.incident
  add column suspension_asked boolean not null default false,
  add column suspension_kind text collate "C",
  add column review_on date,
  add column withdrawal_asked boolean not null default false,
  add column withdrawal_pressed boolean not null default false,
  add column urges integer not null default 0,
  add column last_urged_at timestamptz,
  add column supervision text collate "C",
  add column supervision_grade text collate "C",
  add constraint incident_supervision check (supervision in ('open', 'answered', 'settled'));
create index incident_supervised on incidents.incident (scope_code text_pattern_ops) where supervision in ('open', 'answered');
create index incident_suspended on incidents.incident (scope_code text_pattern_ops, review_on) where suspension_kind is not null;

-- Supervision letters (DSP-05): numbered within a district and year, answered over the signature of the unit's head.
-- Words (reason, answer) lie in the vault under the case, by the record ids of the acts.
create table incidents.supervision_number (
  district text collate "C" not null,
  year integer not null,
  last_number bigint not null,
  constraint supervision_number_key primary key (district, year)
);
-- big table
create table incidents.supervision (
  id uuid not null,
  district text collate "C" not null,
  incident uuid not null,
  number text collate "C" not null,
  grade text collate "C" not null,
  unit uuid,
  issued_at timestamptz not null,
  issued_by uuid,
  issued_name text not null,
  due timestamptz not null,
  state text collate "C" not null,
  answer uuid,
  answered_at timestamptz,
  answered_name text,
  settled_at timestamptz,
  rejections integer not null default 0,
  constraint supervision_key primary key (id, district),
  constraint supervision_number_unique unique (number, district),
  constraint supervision_state check (state in ('open', 'answered', 'settled'))
);
create index supervision_of_incident on incidents.supervision (incident, issued_at desc);
create index supervision_unsettled on incidents.supervision (district, due) where state <> 'settled';
