-- Systems of departments that are told what happens. The secret that signs lies in the personal vault, encrypted under
-- a key of its own (secret_subject); here is only where it is.
create table webhooks.endpoint (
  id uuid not null,
  name text not null,
  url text collate "C" not null,
  kinds text[] collate "C" not null,
  scope_code text collate "C" not null,
  unit uuid,
  secret_subject uuid not null,
  state text collate "C" not null,
  version bigint not null,
  failures integer not null default 0,
  rest_until timestamptz,
  opened_at timestamptz not null,
  constraint endpoint_pkey primary key (id),
  constraint endpoint_state_known check (state in ('active', 'paused', 'removed')),
  constraint endpoint_scope_form check (scope_code ~ '^(|\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{15})$')
);

-- One message to one system; `position` is that of the event (null for a test), `data` what goes out of it.
create table webhooks.delivery (
  id uuid not null,
  endpoint uuid not null,
  position bigint,
  key text collate "C" not null,
  kind text collate "C" not null,
  data jsonb not null,
  at timestamptz not null,
  state text collate "C" not null,
  attempts integer not null default 0,
  due timestamptz not null,
  ended_at timestamptz,
  constraint delivery_pkey primary key (id),
  constraint delivery_once unique (endpoint, position),
  constraint delivery_endpoint foreign key (endpoint) references webhooks.endpoint (id),
  constraint delivery_state_known check (state in ('waiting', 'delivered', 'dead', 'discarded'))
);
create index delivery_open on webhooks.delivery (endpoint, key, position) where state in ('waiting', 'dead');
create index delivery_due on webhooks.delivery (endpoint, due) where state = 'waiting';
create index delivery_newest on webhooks.delivery (endpoint, at desc, id desc);
create index delivery_ended on webhooks.delivery (ended_at) where ended_at is not null;

-- Each call that was made: what came back and how long it took, never a body.
create table webhooks.attempt (
  delivery uuid not null,
  nth integer not null,
  at timestamptz not null,
  status integer not null,
  outcome text collate "C" not null,
  milliseconds integer not null,
  constraint attempt_pkey primary key (delivery, nth),
  constraint attempt_delivery foreign key (delivery) references webhooks.delivery (id) on delete cascade
);
