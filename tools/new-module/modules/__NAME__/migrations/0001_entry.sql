create table __NAME__.entry (
  id uuid not null,
  title text not null,
  created_at timestamptz not null,
  constraint __NAME___entry_key primary key (id)
);
