-- Lists that were taken out of the program (DAT-09). One row keeps a record id from being used twice; purpose, filters,
-- number of rows and the file's digest stand in the audit log under the same number.
create sequence incidents.export_number;
create table incidents.export (
  id uuid not null,
  number text collate "C" not null,
  made_at timestamptz not null,
  constraint export_key primary key (id),
  constraint export_number_key unique (number)
);
