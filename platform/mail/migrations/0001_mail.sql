-- Who wants what by mail. The address is a personal value of the account's person (record `record`); here is only that
-- it was proven, and what was chosen.
create table mail.choice (
  account uuid not null,
  record uuid not null,
  proven_at timestamptz,
  immediate boolean not null default false,
  digest boolean not null default false,
  digest_day date,
  code_digest text collate "C",
  code_until timestamptz,
  code_tries integer not null default 0,
  codes_sent integer not null default 0,
  codes_since timestamptz not null,
  constraint choice_pkey primary key (account)
);
create index choice_digest on mail.choice (digest_day) where digest and proven_at is not null;
