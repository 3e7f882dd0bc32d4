-- What was printed: one row a print. What stood on it is not kept here; `digest` tells whether a file is the one.
create sequence prints.print_number;
create table prints.print (
  id uuid not null,
  number text collate "C" not null,
  kind text collate "C" not null,
  object text collate "C" not null,
  digest text collate "C" not null,
  made_at timestamptz not null,
  account uuid not null,
  person_name text not null,
  signed_at timestamptz,
  signed_name text,
  signed_digest text collate "C",
  constraint print_key primary key (id),
  constraint print_number_key unique (number)
);
create index print_of_object on prints.print (object, made_at desc);

create view prints.pub_print as
  select id, number, kind, object, made_at, person_name, signed_at, signed_name, signed_digest from prints.print;
