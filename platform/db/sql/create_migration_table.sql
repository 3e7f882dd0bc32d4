-- Where the database keeps which migrations it has had; a script, run before anything else.
CREATE SCHEMA IF NOT EXISTS meta;
CREATE TABLE IF NOT EXISTS meta.migration (
  part text COLLATE "C" NOT NULL,
  number integer NOT NULL,
  name text COLLATE "C" NOT NULL,
  checksum text COLLATE "C" NOT NULL,
  contract boolean NOT NULL,
  applied_at timestamptz NOT NULL,
  CONSTRAINT migration_pkey PRIMARY KEY (part, number)
);
