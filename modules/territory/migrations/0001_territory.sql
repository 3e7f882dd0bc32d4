-- The tree of divisions (TER-01). A code is given once and never again (TER-12): a division that ends keeps its row.
create table territory.division (
  code text collate "C" not null,
  level text collate "C" not null,
  parent text collate "C",
  name text not null,
  kind text collate "C",
  synthetic boolean not null default false,
  outline geometry(MultiPolygon, 4326),  -- whole multiples of 1e-7 degree: the integer rings can be had back exactly
  centre_lon_e7 integer,
  centre_lat_e7 integer,
  west_e7 integer,
  south_e7 integer,
  east_e7 integer,
  north_e7 integer,
  valid_from date not null,
  valid_to date,                         -- first day no longer in force
  source text not null,
  constraint division_key primary key (code),
  constraint division_parent_exists foreign key (parent) references territory.division (code),
  constraint division_code_fits_level check (
    code ~ '^[0-9]+$' and length(code) = case level when 'city' then 4 when 'district' then 6 when 'street' then 9 when 'community' then 12 when 'grid' then 15 end),
  constraint division_parent_fits_code check (
    case level when 'city' then parent is null when 'district' then parent = left(code, 4) else parent = left(code, length(code) - 3) end),
  constraint division_kind check (
    case when level = 'grid' then kind is not null and kind in ('residential', 'unit', 'special') else kind is null end),
  constraint division_validity check (valid_to is null or valid_to > valid_from),
  constraint division_outline_has_bounds check (
    num_nulls(outline, centre_lon_e7, centre_lat_e7, west_e7, south_e7, east_e7, north_e7) in (0, 7))
);
create index division_parent on territory.division (parent);

create function territory.refuse_delete() returns trigger language plpgsql as $$
begin
  raise exception 'a division is closed, not deleted'
    using errcode = 'check_violation', constraint = 'division_is_kept', schema = 'territory', table = 'division';
end $$;
create trigger division_is_kept before delete on territory.division for each row execute function territory.refuse_delete();

-- One number for the state of the whole territory; every process polls it and reads the rest when it rises.
create table territory.version (
  only_row boolean not null default true,
  number bigint not null,
  changed_at timestamptz not null,
  constraint version_key primary key (only_row),
  constraint version_only_row check (only_row)
);
insert into territory.version (number, changed_at) values (0, 'epoch');

-- Where the tree ends for a jurisdiction (TER-25). Without a row it ends at the grid; the longest prefix counts.
create table territory.stopping_level (
  prefix text collate "C" not null,
  level text collate "C" not null,
  constraint stopping_level_key primary key (prefix),
  constraint stopping_level_level check (level in ('street', 'community', 'grid'))
);

-- Who answers for a grid, as published on its notice board (the three publicities). `main` stands alone; an A/B pair
-- shares the post. Rights do not come from here but from the account's assignment.
create table territory.grid_worker (
  id uuid not null,
  grid text collate "C" not null,
  post text collate "C" not null,
  account uuid not null,
  public_name text not null,
  office_phone text not null,
  matters text[] not null,               -- service matters, as published
  valid_from date not null,
  valid_to date,
  published_on date not null,
  constraint grid_worker_key primary key (id),
  constraint grid_worker_grid_exists foreign key (grid) references territory.division (code),
  constraint grid_worker_post check (post in ('main', 'a', 'b')),
  constraint grid_worker_validity check (valid_to is null or valid_to > valid_from),
  constraint grid_worker_one_at_a_time exclude using gist (
    grid with =,
    (case post when 'main' then int4range(0, 2) when 'a' then int4range(0, 1) else int4range(1, 2) end) with &&,
    daterange(valid_from, valid_to) with &&)
);

-- What the map's tiles are cut from: outlines in web mercator, as they are and drawn simpler for small scales, shared
-- borders simplified once so that neighbours still meet. A drawing `zN` serves zoom N; `exact` serves 13 and nearer.
create table territory.tile_shape (
  layer text collate "C" not null,
  code text collate "C" not null,
  name text not null,
  kind text collate "C",
  exact geometry(MultiPolygon, 3857) not null,
  z6 geometry(MultiPolygon, 3857),
  z7 geometry(MultiPolygon, 3857),
  z8 geometry(MultiPolygon, 3857),
  z9 geometry(MultiPolygon, 3857),
  z10 geometry(MultiPolygon, 3857),
  z11 geometry(MultiPolygon, 3857),
  z12 geometry(MultiPolygon, 3857),
  constraint tile_shape_key primary key (code)
);
create index tile_shape_place on territory.tile_shape using gist (exact);

create view territory.pub_division as
  select code, level, parent, name, kind, synthetic, centre_lon_e7, centre_lat_e7, valid_from, valid_to from territory.division;
create view territory.pub_grid_worker as
  select id, grid, post, account, public_name, office_phone, matters, valid_from, valid_to, published_on from territory.grid_worker;
