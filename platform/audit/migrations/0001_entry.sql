-- The append-only log (decision 7). Writers insert only and never wait for one another.
-- Order is (xid, position): every row of a transaction that ended lies below pg_snapshot_xmin, so that a sealer can
-- close a range for good; the sequence alone would not do, because its order is not commit order.
CREATE SEQUENCE audit.position CACHE 1;

CREATE TABLE audit.entry (
  xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
  position bigint NOT NULL DEFAULT nextval('audit.position'),
  at timestamptz NOT NULL,
  actor text COLLATE "C" NOT NULL,
  account uuid,
  display text NOT NULL,
  action text COLLATE "C" NOT NULL,
  object text COLLATE "C" NOT NULL,
  scope_code text COLLATE "C" NOT NULL,
  request_id text COLLATE "C" NOT NULL,
  purpose text NOT NULL,
  -- json, not jsonb: the text must stay as it was sealed
  detail json,
  CONSTRAINT entry_actor_known CHECK (actor IN ('anonymous', 'staff', 'token', 'system')),
  CONSTRAINT entry_key PRIMARY KEY (xid, position, at)
) PARTITION BY RANGE (at);

CREATE INDEX entry_object ON audit.entry (object);

-- What no month was made for: a past that is filled in.
CREATE TABLE audit.entry_other PARTITION OF audit.entry DEFAULT;

-- One seal a batch, chained. `marks` holds position and the first 8 bytes of the digest of every entry, 16 bytes each,
-- so that a verifier can name the entry that was touched.
CREATE TABLE audit.seal (
  number bigint NOT NULL,
  form smallint NOT NULL,
  from_xid bigint NOT NULL,
  until_xid bigint NOT NULL,
  entries bigint NOT NULL,
  digest bytea NOT NULL,
  marks bytea NOT NULL,
  sealed_at timestamptz NOT NULL,
  key_id text COLLATE "C" NOT NULL,
  seal bytea NOT NULL,
  CONSTRAINT seal_key PRIMARY KEY (number),
  CONSTRAINT seal_range CHECK (from_xid < until_xid)
);

CREATE FUNCTION audit.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only' USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'audit_append_only';
END $$;

CREATE TRIGGER entry_unchanged BEFORE UPDATE OR DELETE ON audit.entry
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER entry_untruncated BEFORE TRUNCATE ON audit.entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER entry_other_untruncated BEFORE TRUNCATE ON audit.entry_other
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER seal_unchanged BEFORE UPDATE OR DELETE ON audit.seal
  FOR EACH ROW EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER seal_untruncated BEFORE TRUNCATE ON audit.seal
  FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();

-- Makes the partition of the month that holds `day`; false if it was there, or if entry_other already holds rows of it.
-- Made apart and then attached: writers are not held up.
CREATE FUNCTION audit.open_month(day date) RETURNS boolean LANGUAGE plpgsql SET timezone TO 'UTC' AS $$
DECLARE
  first date := date_trunc('month', day)::date;
  name text := 'entry_' || to_char(first, 'YYYYMM');
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('audit.open_month', 0));
  IF to_regclass('audit.' || name) IS NOT NULL THEN
    RETURN false;
  END IF;
  IF EXISTS (SELECT FROM audit.entry_other WHERE at >= first AND at < first + interval '1 month') THEN
    RETURN false;
  END IF;
  EXECUTE format('CREATE TABLE audit.%I (LIKE audit.entry INCLUDING DEFAULTS INCLUDING CONSTRAINTS)', name);
  EXECUTE format('ALTER TABLE audit.entry ATTACH PARTITION audit.%I FOR VALUES FROM (%L) TO (%L)',
                 name, first, first + interval '1 month');
  EXECUTE format('CREATE TRIGGER %I BEFORE TRUNCATE ON audit.%I FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change()',
                 name || '_untruncated', name);
  RETURN true;
END $$;
