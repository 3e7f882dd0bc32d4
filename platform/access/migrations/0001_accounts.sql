-- Units, people, accounts and what they may do. Names and phones are in the personal vault; here are references,
-- a masked display name and a keyed digest of the phone only.

CREATE TABLE access.unit (
  id uuid NOT NULL CONSTRAINT access_unit_pkey PRIMARY KEY,
  name text NOT NULL CONSTRAINT access_unit_named CHECK (length(name) BETWEEN 1 AND 100),
  kind text COLLATE "C" NOT NULL,
  prefix text COLLATE "C" NOT NULL
    CONSTRAINT access_unit_prefix_form CHECK (prefix ~ '^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{15})$'),
  parent uuid CONSTRAINT access_unit_parent_exists REFERENCES access.unit,
  opened_at timestamptz NOT NULL,
  closed_at timestamptz
);
CREATE INDEX unit_by_prefix ON access.unit (prefix, id);
CREATE INDEX unit_by_parent ON access.unit (parent);

-- A real person. Without registered_at the person's accounts may sign in but not act (WRK-01).
CREATE TABLE access.person (
  id uuid NOT NULL CONSTRAINT access_person_pkey PRIMARY KEY,
  subject uuid CONSTRAINT access_person_subject_once UNIQUE,
  display text NOT NULL,
  phone_token text COLLATE "C" CONSTRAINT access_person_phone_once UNIQUE,
  registered_at timestamptz,
  CONSTRAINT access_person_registered_is_known CHECK (registered_at IS NULL OR subject IS NOT NULL)
);

CREATE TABLE access.account (
  id uuid NOT NULL CONSTRAINT access_account_pkey PRIMARY KEY,
  person uuid NOT NULL CONSTRAINT access_account_person_exists REFERENCES access.person,
  username text COLLATE "C" NOT NULL CONSTRAINT access_account_username_once UNIQUE
    CONSTRAINT access_account_username_form CHECK (username ~ '^[a-z0-9][a-z0-9._-]{2,31}$'),
  password_hash text COLLATE "C",
  state text COLLATE "C" NOT NULL CONSTRAINT access_account_state_known CHECK (state IN ('active', 'suspended', 'closed')),
  unit uuid NOT NULL CONSTRAINT access_account_unit_exists REFERENCES access.unit,
  valid_from date NOT NULL,
  valid_to date,
  epoch bigint NOT NULL,
  totp_enrolled_at timestamptz,
  totp_step bigint NOT NULL,
  opened_at timestamptz NOT NULL,
  opened_by uuid,
  last_seen_at timestamptz,
  CONSTRAINT access_account_dates_in_order CHECK (valid_to >= valid_from)
);
CREATE INDEX account_by_person ON access.account (person);
CREATE INDEX account_by_unit ON access.account (unit, username);

-- A role held by an account over a territory, on a line of work, for a unit, between two dates (both included).
CREATE TABLE access.assignment (
  id uuid NOT NULL CONSTRAINT access_assignment_pkey PRIMARY KEY,
  account uuid NOT NULL CONSTRAINT access_assignment_account_exists REFERENCES access.account,
  role text COLLATE "C" NOT NULL,
  prefix text COLLATE "C" NOT NULL
    CONSTRAINT access_assignment_prefix_form CHECK (prefix ~ '^(|\d{2}|\d{4}|\d{6}|\d{9}|\d{12}|\d{15})$'),
  line text COLLATE "C" NOT NULL,
  unit uuid CONSTRAINT access_assignment_unit_exists REFERENCES access.unit,
  valid_from date NOT NULL,
  valid_to date,
  given_by uuid,
  given_at timestamptz NOT NULL,
  ended_at timestamptz,
  CONSTRAINT access_assignment_reaches_something CHECK (prefix <> '' OR unit IS NOT NULL),
  CONSTRAINT access_assignment_dates_in_order CHECK (valid_to >= valid_from)
);
CREATE INDEX assignment_by_account ON access.assignment (account) WHERE ended_at IS NULL;
CREATE INDEX assignment_by_prefix ON access.assignment (prefix, role) WHERE ended_at IS NULL;
CREATE INDEX assignment_by_unit ON access.assignment (unit, role) WHERE ended_at IS NULL;

-- Why an account was suspended, opened again or closed (WRK-16).
CREATE TABLE access.state_change (
  id uuid NOT NULL CONSTRAINT access_state_change_pkey PRIMARY KEY,
  account uuid NOT NULL CONSTRAINT access_state_change_account_exists REFERENCES access.account,
  nth int NOT NULL,
  from_state text COLLATE "C" NOT NULL,
  to_state text COLLATE "C" NOT NULL,
  reason text COLLATE "C" NOT NULL,
  at timestamptz NOT NULL,
  by uuid,
  -- of two changes at the same time one is refused
  CONSTRAINT access_state_change_nth_once UNIQUE (account, nth)
);

-- Every change of what an account may do moves its epoch, whoever makes the change and however: a process that
-- remembers older rights sees it at its next request.
CREATE FUNCTION access.assignment_moves_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE access.account SET epoch = epoch + 1 WHERE id = coalesce(NEW.account, OLD.account);
  RETURN NULL;
END $$;
CREATE TRIGGER assignment_moves_epoch AFTER INSERT OR UPDATE OR DELETE ON access.assignment
  FOR EACH ROW EXECUTE FUNCTION access.assignment_moves_epoch();

CREATE FUNCTION access.account_moves_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.state, NEW.person, NEW.unit, NEW.valid_from, NEW.valid_to, NEW.totp_enrolled_at)
     IS DISTINCT FROM (OLD.state, OLD.person, OLD.unit, OLD.valid_from, OLD.valid_to, OLD.totp_enrolled_at) THEN
    NEW.epoch := OLD.epoch + 1;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER account_moves_epoch BEFORE UPDATE ON access.account
  FOR EACH ROW EXECUTE FUNCTION access.account_moves_epoch();

CREATE FUNCTION access.person_moves_epoch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE access.account SET epoch = epoch + 1 WHERE person = NEW.id;
  RETURN NULL;
END $$;
CREATE TRIGGER person_moves_epoch AFTER UPDATE ON access.person
  FOR EACH ROW EXECUTE FUNCTION access.person_moves_epoch();

-- An account as people see it, with the roles not yet taken back.
CREATE VIEW access.account_view AS
  SELECT a.id, a.person, p.subject, a.username, p.display, a.state, a.unit, u.name AS unit_name, u.prefix AS unit_prefix,
         a.valid_from, a.valid_to, a.opened_at, a.last_seen_at,
         a.totp_enrolled_at IS NOT NULL AS totp_enrolled, a.password_hash IS NOT NULL AS password_set,
         p.registered_at IS NOT NULL AS real_name,
         (SELECT count(*) FROM access.state_change c WHERE c.account = a.id) AS state_changes,
         (SELECT coalesce(json_agg(json_build_object(
                   'id', g.id, 'role', g.role, 'prefix', g.prefix, 'line', g.line, 'unit', g.unit, 'unit_name', gu.name,
                   'unit_prefix', gu.prefix,
                   'valid_from', g.valid_from, 'valid_to', g.valid_to) ORDER BY g.id), '[]')
          FROM access.assignment g LEFT JOIN access.unit gu ON gu.id = g.unit
          WHERE g.account = a.id AND g.ended_at IS NULL) AS grants
  FROM access.account a
  JOIN access.person p ON p.id = a.person
  JOIN access.unit u ON u.id = a.unit;

-- What modules may read.
CREATE VIEW access.pub_unit AS SELECT id, name, kind, prefix, parent, closed_at FROM access.unit;
CREATE VIEW access.pub_person AS SELECT id, display, phone_token, registered_at FROM access.person;
CREATE VIEW access.pub_assignment AS
  SELECT g.id, g.account, a.person, p.display, g.role, g.prefix, g.line, g.unit, g.valid_from, g.valid_to
  FROM access.assignment g
  JOIN access.account a ON a.id = g.account
  JOIN access.person p ON p.id = a.person
  WHERE g.ended_at IS NULL AND a.state = 'active' AND p.registered_at IS NOT NULL;
