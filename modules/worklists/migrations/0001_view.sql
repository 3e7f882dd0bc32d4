-- Conditions of the list of cases that somebody kept under a name; `unit` sees them too. Conditions hold codes, places
-- and words of addresses; what looks like a phone is refused before it comes here.
create table worklists.view (
  id uuid not null,
  account uuid not null,
  owner_name text not null,
  name text not null,
  conditions jsonb not null,
  place integer not null,
  unit uuid,
  made_at timestamptz not null,
  changed_at timestamptz not null,
  constraint view_key primary key (id),
  constraint view_name_once unique (account, name),
  constraint view_conditions_are_a_map check (jsonb_typeof(conditions) = 'object')
);
create index view_of_unit on worklists.view (unit) where unit is not null;
