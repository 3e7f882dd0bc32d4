-- What people are told inside the program. A notice goes to one real person, to a unit (whoever holds `role` for it),
-- or to whoever holds `role` over a territory that covers scope_code. Codes and references only; the words are made
-- from `topic` when it is read.
create table notices.notice (
  id uuid not null,
  at timestamptz not null,
  topic text collate "C" not null,
  subject text collate "C" not null,
  subject_id text collate "C" not null,
  details jsonb not null,
  scope_code text collate "C" not null,
  person uuid,
  unit uuid,
  role text collate "C",
  by_person uuid,
  constraint notice_pkey primary key (id),
  constraint notice_recipient check (person is not null or role is not null)
);
create index notice_person on notices.notice (person, id) where person is not null;
create index notice_unit on notices.notice (unit, id) where unit is not null;
create index notice_role on notices.notice (role, scope_code, id) where person is null and unit is null;
create index notice_at on notices.notice (at);

create table notices.read_mark (
  notice uuid not null,
  account uuid not null,
  at timestamptz not null,
  constraint read_mark_pkey primary key (notice, account),
  constraint read_mark_notice foreign key (notice) references notices.notice (id) on delete cascade
);
