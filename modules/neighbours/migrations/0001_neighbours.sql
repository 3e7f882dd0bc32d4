-- Who joined after reading the guide (PUB-01). Name and phone are in the vault; verified when a member was met.
create table neighbours.member (
  id uuid not null,
  kind text collate "C" not null,
  subject uuid not null,
  phone_token text collate "C" not null,
  guide_version text collate "C" not null,
  content_digest text collate "C" not null,
  joined_at timestamptz not null,
  verified_at timestamptz,
  verified_by text,
  constraint member_key primary key (id),
  constraint member_phone_key unique (phone_token),
  constraint member_kind check (kind in ('party_member', 'league_member', 'resident'))
);

-- A QR code on a building: opens the resident's page with place and kind filled in, until it is withdrawn.
create table neighbours.building_code (
  id uuid not null,
  secret text collate "C" not null,
  label text not null,
  grid text collate "C" not null,
  lon_e7 integer not null,
  lat_e7 integer not null,
  kind text collate "C",
  made_by text not null,
  made_at timestamptz not null,
  withdrawn_at timestamptz,
  constraint building_code_key primary key (id),
  constraint building_code_secret_key unique (secret)
);
create index building_code_grid on neighbours.building_code (grid text_pattern_ops);

-- big table
-- One-key reminders, and the link by which anybody who has it sees the progress: only the digest of its token is kept.
create table neighbours.reminder (
  incident uuid not null,
  district text collate "C" not null,
  number text collate "C" not null,
  kind text collate "C" not null,
  member uuid,
  building_code uuid,
  link_digest text collate "C" not null,
  link_revoked_at timestamptz,
  made_at timestamptz not null,
  constraint reminder_key primary key (incident, district),
  constraint reminder_link_key unique (link_digest, district)
);
create index reminder_number on neighbours.reminder (number);
create index reminder_member on neighbours.reminder (member) where member is not null;

-- A report the centre found false, what the reporter said to it, and how a second person decided (PUB-08). Words are in
-- the vault under `subject`. A mark is never removed; one that does not hold is lifted.
create table neighbours.false_mark (
  id uuid not null,
  incident uuid not null,
  subject uuid not null,
  person uuid not null,
  person_name text not null,
  marked_at timestamptz not null,
  appeal uuid,
  appealed_at timestamptz,
  decision uuid,
  decided_by text,
  decided_at timestamptz,
  state text collate "C" not null,
  constraint false_mark_key primary key (id),
  constraint false_mark_incident_key unique (incident),
  constraint false_mark_state check (state in ('marked', 'appealed', 'upheld', 'lifted'))
);
