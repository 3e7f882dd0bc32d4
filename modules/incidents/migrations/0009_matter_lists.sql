-- Each district's own list of matters under the city's catalogue (INC-02): version 0 is its draft, every decided list
-- is a version of its own and stays.
create table incidents.matter_list (
  district text collate "C" not null,
  version bigint not null,
  edition bigint not null,
  record uuid not null,
  at timestamptz not null,
  by_person uuid,
  by_name text,
  note text not null,
  decided_by text,
  valid_from date,
  valid_to date,
  example boolean not null,
  entries jsonb not null,
  constraint matter_list_key primary key (district, version),
  constraint matter_list_record_once unique (record),
  constraint matter_list_of_a_district check (district ~ '^\d{6}$'),
  constraint matter_list_decided check (version = 0 or (decided_by is not null and valid_from is not null)),
  constraint matter_list_validity check (valid_to >= valid_from),
  constraint matter_list_entries_are_a_list check (jsonb_typeof(entries) = 'array')
);
create function incidents.matter_list_is_kept() returns trigger language plpgsql as $$
begin
  raise exception 'a decided list is never changed' using errcode = 'check_violation', constraint = 'matter_list_is_kept';
end $$;
create trigger matter_list_is_kept before update or delete on incidents.matter_list
  for each row when (old.version > 0) execute function incidents.matter_list_is_kept();
