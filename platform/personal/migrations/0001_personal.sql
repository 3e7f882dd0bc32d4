-- The only place where personal values live (decision 7), encrypted under one key per subject.
-- All three big tables are keyed by the subject, which is how they would be distributed: a person belongs to no
-- district, and nothing joins these tables to others, so they carry no home-district code.
CREATE TABLE personal.subject (
  id uuid NOT NULL,
  -- the subject's own key, wrapped by the instance key `wrap_key`; both empty once erased
  wrap_key text COLLATE "C",
  wrapped bytea,
  created_at timestamptz NOT NULL,
  erased_at timestamptz,
  CONSTRAINT subject_key PRIMARY KEY (id),
  CONSTRAINT subject_keyed_or_erased CHECK (
    (wrap_key IS NOT NULL AND wrapped IS NOT NULL AND erased_at IS NULL)
    OR (wrap_key IS NULL AND wrapped IS NULL AND erased_at IS NOT NULL))
);
CREATE INDEX subject_wrap_key ON personal.subject (wrap_key) WHERE wrap_key IS NOT NULL;

CREATE TABLE personal.value (
  subject uuid NOT NULL,
  record uuid NOT NULL,
  field text COLLATE "C" NOT NULL,
  cipher bytea NOT NULL,
  -- keyed search tokens, 8 bytes each; null for fields that are not searched
  tokens bigint[],
  CONSTRAINT value_key PRIMARY KEY (subject, record, field),
  CONSTRAINT value_subject FOREIGN KEY (subject) REFERENCES personal.subject (id)
);
CREATE INDEX value_tokens ON personal.value USING gin (tokens) WHERE tokens IS NOT NULL;

-- Erasures of this database; written to the journal beside the keys as well, so that a restored backup erases again.
CREATE TABLE personal.erasure (
  subject uuid NOT NULL,
  at timestamptz NOT NULL,
  journalled boolean NOT NULL DEFAULT false,
  CONSTRAINT erasure_key PRIMARY KEY (subject)
);
CREATE INDEX erasure_unjournalled ON personal.erasure (at) WHERE NOT journalled;

-- The instance keys this database has met: a start with other keys is refused instead of going wrong later.
CREATE TABLE personal.instance_key (
  id text COLLATE "C" NOT NULL,
  use text COLLATE "C" NOT NULL,
  CONSTRAINT instance_key_key PRIMARY KEY (id)
);
