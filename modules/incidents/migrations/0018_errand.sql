-- A unit's team, registered by its head. Its members are people of the unit.
create table incidents.team (
  id uuid not null,
  unit uuid not null,
  name text not null,
  made_at timestamptz not null,
  made_by text not null,
  changed_at timestamptz not null,
  closed_at timestamptz,
  constraint team_key primary key (id)
);
create unique index team_name on incidents.team (unit, name) where closed_at is null;
create table incidents.team_member (
  team uuid not null,
  person uuid not null,
  constraint team_member_key primary key (team, person)
);
create index team_member_person on incidents.team_member (person);

-- big table
-- What a unit hands on of a case it goes on answering for: to a team or a person of its own, or by a link to a firm
-- outside. The engine's workflow.instance owns the state (errand.yaml). Words lie in the vault under the incident's
-- subject; a firm's name, contact and phone under a subject of their own. Of a link only the digest of its secret is kept.
create table incidents.errand (
  id uuid not null,
  district text collate "C" not null,
  incident uuid not null,
  unit uuid not null,
  kind text collate "C" not null,
  team uuid,
  person uuid,
  hands text,
  subject uuid,
  link_digest text collate "C",
  state text collate "C" not null,
  version bigint not null,
  due timestamptz,
  asked_at timestamptz not null,
  asked_by text not null,
  changed_at timestamptz not null,
  opened_at timestamptz,
  arrived_at timestamptz,
  reported_at timestamptz,
  result uuid,
  closed_at timestamptz,
  constraint errand_key primary key (id, district),
  constraint errand_kind check (kind in ('team', 'person', 'firm'))
);
create index errand_of_incident on incidents.errand (incident);
create unique index errand_once on incidents.errand (incident, district) where closed_at is null and kind <> 'firm';
create unique index errand_firm_once on incidents.errand (incident, district) where closed_at is null and kind = 'firm';
create unique index errand_link on incidents.errand (link_digest, district) where link_digest is not null;
create index errand_in_persons_hand on incidents.errand (person) where closed_at is null and person is not null;
create index errand_in_teams_hand on incidents.errand (team) where closed_at is null and team is not null;
alter table incidents.incident add column errands_open integer not null default 0, add column errand_to text;
