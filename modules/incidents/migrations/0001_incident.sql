-- big table
-- One row a case (INC-10). The engine's workflow.instance owns the state; the columns from `state` on follow it in the
-- same transaction so that lists need one table. Never deleted (INC-19): a trigger refuses it.
create table incidents.incident (
  id uuid not null,
  district text collate "C" not null,
  number text collate "C" not null,
  phone_code text collate "C" not null,
  content_digest text collate "C" not null,
  catalogue text collate "C" not null,
  matter text collate "C" not null,
  source text collate "C" not null,
  urgency text collate "C" not null,
  subject uuid not null,
  lon_e7 integer not null,
  lat_e7 integer not null,
  position_system text collate "C" not null,
  accuracy_m real,
  address text not null,
  filed_code text collate "C" not null,
  scope_code text collate "C" not null,
  collector uuid,
  collector_unit uuid,
  collector_name text,
  self_handled boolean not null,
  repeat_count integer not null,
  reported_at timestamptz not null,
  occurred_at timestamptz,
  state text collate "C" not null,
  version bigint not null,
  owner_unit uuid,
  owner_person uuid,
  owner_unit_name text,
  owner_person_name text,
  handler_unit uuid,
  centre_unit uuid,
  worker_person uuid,
  handle_count integer,
  handle_unit text collate "C",
  extensions integer not null default 0,
  extension_asked boolean not null default false,
  started_at timestamptz,
  due timestamptz,
  warn timestamptz,
  due_provisional boolean not null default false,
  paused_at timestamptz,
  changed_at timestamptz not null,
  closed_at timestamptz,
  outcome text collate "C",
  rating text collate "C",
  returns integer not null default 0,
  reworks integer not null default 0,
  feedback_attempts integer not null default 0,
  last_attempt_at timestamptz,
  reached_at timestamptz,
  constraint incident_key primary key (id, district),
  constraint incident_number_key unique (number, district),
  constraint incident_source check (source in ('patrol', 'public', 'phone', 'hotline', 'appointment', 'deliberation', 'drainage', 'social_work', 'party_visit', 'open311')),
  constraint incident_urgency check (urgency in ('normal', 'urgent', 'critical')),
  constraint incident_in_district check (filed_code ^@ district)
);
create index incident_open_scope on incidents.incident (scope_code text_pattern_ops, due) where closed_at is null;
create index incident_open_unit on incidents.incident (owner_unit, due) where closed_at is null;
create index incident_open_person on incidents.incident (owner_person, due) where closed_at is null;
create index incident_handler_unit on incidents.incident (handler_unit, changed_at desc);
create index incident_collector on incidents.incident (collector, changed_at desc);
create index incident_scope_changed on incidents.incident (scope_code text_pattern_ops, changed_at desc);
create index incident_changed on incidents.incident (changed_at desc, id desc);
create index incident_phone_code on incidents.incident (phone_code);
create index incident_reported on incidents.incident using brin (reported_at);
create index incident_place on incidents.incident (filed_code, matter, reported_at desc);

create function incidents.refuse_delete() returns trigger language plpgsql as
$$ begin raise exception using errcode = 'check_violation', constraint = 'incident_is_never_deleted', message = 'cases are never deleted'; end $$;
create trigger incident_is_never_deleted before delete or truncate on incidents.incident
  for each statement execute function incidents.refuse_delete();

-- big table
-- Everyone who reported or joined a case; each is answered (INC-07, INC-16). Names and phones live in the vault.
create table incidents.reporter (
  id uuid not null,
  district text collate "C" not null,
  incident uuid not null,
  subject uuid,
  phone_token text collate "C",
  person uuid,
  consent boolean not null,
  source text collate "C" not null,
  feedback_state text collate "C" not null,
  created_at timestamptz not null,
  constraint reporter_key primary key (id, district)
);
create index reporter_of_incident on incidents.reporter (incident);
create index reporter_phone on incidents.reporter (phone_token);

-- big table
-- Persons a case concerns (INC-10 "persons involved"); values in the vault under the case's record.
create table incidents.involved (
  id uuid not null,
  district text collate "C" not null,
  incident uuid not null,
  subject uuid not null,
  role text not null,
  created_at timestamptz not null,
  constraint involved_key primary key (id, district)
);
create index involved_of_incident on incidents.involved (incident);

-- big table
-- Evidence. Position and time from the file itself stay here, apart from the served copy.
create table incidents.attachment (
  incident uuid not null,
  district text collate "C" not null,
  digest text collate "C" not null,
  stage text collate "C" not null,
  media_type text collate "C" not null,
  taken_at timestamptz,
  taken_lon_e7 integer,
  taken_lat_e7 integer,
  person uuid,
  person_name text,
  added_at timestamptz not null,
  constraint attachment_key primary key (incident, district, digest, stage),
  constraint attachment_stage check (stage in ('before', 'during', 'after', 'check'))
);
create index attachment_digest on incidents.attachment (digest);

-- Numbers for life: blocks reserved per process, district and day; gaps are allowed (decision 3).
create table incidents.number_block (
  district text collate "C" not null,
  day date not null,
  next_number bigint not null,
  constraint number_block_key primary key (district, day)
);

-- big table
-- Counters are appended here in the transaction and folded by a job (decision 4).
create table incidents.counter_delta (
  id uuid not null,
  district text collate "C" not null,
  day date not null,
  street text collate "C" not null,
  source text collate "C" not null,
  figure text collate "C" not null,
  delta bigint not null,
  constraint counter_delta_key primary key (id, district, figure)
);

-- big table
create table incidents.counter (
  district text collate "C" not null,
  day date not null,
  street text collate "C" not null,
  source text collate "C" not null,
  figure text collate "C" not null,
  total bigint not null,
  constraint counter_key primary key (district, day, street, source, figure)
);
