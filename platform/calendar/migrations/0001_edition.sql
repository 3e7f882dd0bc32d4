-- A year's holidays and make-up workdays, each time they were imported. Only added to; the newest number counts.
create table calendar.edition (
  year integer not null,
  number integer not null,
  source text not null,
  days jsonb not null,                   -- [{"day": "2027-01-01", "workday": false, "name": "..."}]
  imported_at timestamptz not null,
  constraint edition_key primary key (year, number),
  constraint edition_year check (year between 2000 and 2100)
);
