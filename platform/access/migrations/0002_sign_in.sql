-- How one gets in: sessions, tokens, one-time links, and the memory of failures. Secrets are kept as SM3 digests only.

CREATE TABLE access.session (
  digest bytea NOT NULL CONSTRAINT access_session_pkey PRIMARY KEY,
  id uuid NOT NULL CONSTRAINT access_session_id_once UNIQUE,
  account uuid NOT NULL CONSTRAINT access_session_account_exists REFERENCES access.account,
  second_factor boolean NOT NULL,
  opened_at timestamptz NOT NULL,
  seen_at timestamptz NOT NULL,
  idle_until timestamptz NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX session_by_account ON access.session (account);
CREATE INDEX session_by_end ON access.session (idle_until);

CREATE TABLE access.token (
  id uuid NOT NULL CONSTRAINT access_token_pkey PRIMARY KEY,
  digest bytea NOT NULL CONSTRAINT access_token_digest_once UNIQUE,
  account uuid NOT NULL CONSTRAINT access_token_account_exists REFERENCES access.account,
  name text NOT NULL CONSTRAINT access_token_named CHECK (length(name) BETWEEN 1 AND 100),
  scopes text[] COLLATE "C" NOT NULL CONSTRAINT access_token_scoped CHECK (cardinality(scopes) > 0),
  opened_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  seen_at timestamptz,
  revoked_at timestamptz
);
CREATE INDEX token_by_account ON access.token (account, id);

-- Failed sign-ins in a row, per account name and per address (both as keyed digests).
CREATE TABLE access.attempt (
  key text COLLATE "C" NOT NULL CONSTRAINT access_attempt_pkey PRIMARY KEY,
  failures int NOT NULL,
  last_at timestamptz NOT NULL,
  locked_until timestamptz
);

-- Links that work once: the first administrator, a new account, a new password.
CREATE TABLE access.link (
  digest bytea NOT NULL CONSTRAINT access_link_pkey PRIMARY KEY,
  kind text COLLATE "C" NOT NULL
    CONSTRAINT access_link_kind_known CHECK (kind IN ('first_administrator', 'new_account', 'new_password')),
  account uuid CONSTRAINT access_link_account_exists REFERENCES access.account,
  made_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL,
  CONSTRAINT access_link_is_for_someone CHECK ((kind = 'first_administrator') = (account IS NULL))
);
CREATE INDEX link_by_account ON access.link (account);

-- Taking a link is a unique key, so that two who hold it cannot both use it.
CREATE TABLE access.link_use (
  link bytea NOT NULL CONSTRAINT access_link_use_once PRIMARY KEY
    CONSTRAINT access_link_use_of_link REFERENCES access.link ON DELETE CASCADE,
  used_at timestamptz NOT NULL
);

-- The client's own id of each change, with a keyed digest of what was asked: a replay is answered, never done twice.
CREATE TABLE access.act (
  id uuid NOT NULL CONSTRAINT access_act_once PRIMARY KEY,
  account uuid NOT NULL,
  digest text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL
);
