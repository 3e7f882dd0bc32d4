-- big table
-- Which key filed which report: who filed may ask for its state, whatever the matter.
create table open311.request (
  id uuid not null,
  district text collate "C" not null,
  key uuid not null,
  number text collate "C" not null,
  filed_at timestamptz not null,
  constraint request_pkey primary key (id, district)
);
create index request_number on open311.request (number);

-- The protocol has no id of the client's own: what was sent lately, by its keyed digest, leads a retry to its report.
create table open311.retry (
  fingerprint text collate "C" not null,
  id uuid not null,
  claimed_at timestamptz not null,
  constraint retry_pkey primary key (fingerprint)
);
create index retry_claimed on open311.retry (claimed_at);
