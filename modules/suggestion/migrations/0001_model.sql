-- What the instance learned of its own closed cases: each training with its measures; the newest that is good enough
-- carries the classifier's bytes. Words of cases are not kept here; the classifier holds weights of single characters.
create table suggestion.training (
  id uuid not null,
  at timestamptz not null,
  standing text collate "C" not null,
  demo boolean not null,
  cases bigint not null,
  since timestamptz,
  until timestamptz,
  measured jsonb not null,
  model bytea,
  constraint training_key primary key (id),
  constraint training_standing check (standing in ('demo', 'too_few', 'not_good_enough', 'ready'))
);
create index training_at on suggestion.training (at desc);
