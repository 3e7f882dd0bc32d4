-- Drawn while the publisher holds the rows the event is about, so that events of one key stand in the order of their
-- commits; but numbers of different keys may be committed in any order.
create sequence outbox.event_position;

-- What happened, for those who follow.
create table outbox.event (
  position bigint not null,
  topic text collate "C" not null,
  key text collate "C" not null,
  payload jsonb not null,
  scope_code text collate "C" not null,
  request_id text collate "C" not null,
  at timestamptz not null,
  constraint event_pkey primary key (position)
);

-- How far each consumer is: everything up to `position` has been taken or set aside.
create table outbox.subscription (
  name text collate "C" not null,
  position bigint not null,
  seen_at timestamptz not null,
  constraint subscription_pkey primary key (name)
);

-- Events a consumer could not take, and the later ones of the same key, which wait behind them.
create table outbox.parked (
  subscription text collate "C" not null,
  position bigint not null,
  key text collate "C" not null,
  attempts integer not null,
  due timestamptz not null,
  dead_at timestamptz,
  error text not null,
  constraint parked_pkey primary key (subscription, position)
);
create index parked_key on outbox.parked (subscription, key, position);

create table outbox.job (
  id bigint generated always as identity,
  name text collate "C" not null,
  arguments jsonb not null,
  due timestamptz not null,
  once_key text collate "C",
  attempts integer not null default 0,
  worker uuid,
  lease_until timestamptz,
  done_at timestamptz,
  dead_at timestamptz,
  error text not null default '',
  constraint job_pkey primary key (id)
);
create unique index job_once_key on outbox.job (once_key) where once_key is not null;
create index job_due on outbox.job (due) where done_at is null and dead_at is null;
create index job_dead on outbox.job (dead_at) where dead_at is not null;

-- Jobs that come back by themselves.
create table outbox.periodic (
  name text collate "C" not null,
  next_due timestamptz not null,
  constraint periodic_pkey primary key (name)
);
