-- What each version of the territory was made by, for people: who wonders why a border moved.
create table territory.version_note (
  version bigint not null,
  at timestamptz not null,
  action text collate "C" not null,
  note text not null,
  constraint version_note_key primary key (version)
);
insert into territory.version_note (version, at, action, note)
  select number, changed_at, 'territory.import', '' from territory.version where number > 0;
