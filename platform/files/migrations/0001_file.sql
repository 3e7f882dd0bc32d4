-- Attachments (decision 3): the bytes lie on disk by their SM3 digest, this is what is known of them. Keyed by content,
-- not by place: the same picture may be mentioned in two districts, so there is no home-district code; the digest is
-- the key by which the tables would be distributed.
CREATE TABLE files.file (
  digest text COLLATE "C" NOT NULL,
  media_type text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  bytes bigint NOT NULL,
  width integer NOT NULL,
  height integer NOT NULL,
  stripped boolean NOT NULL,
  -- read from the file, kept apart from the copy that is shown
  taken_at timestamptz,
  taken_lon_e7 integer,
  taken_lat_e7 integer,
  uploader uuid,
  stored_at timestamptz NOT NULL,
  CONSTRAINT file_key PRIMARY KEY (digest),
  CONSTRAINT file_digest CHECK (digest ~ '^[0-9a-f]{64}$'),
  CONSTRAINT file_kind CHECK (kind IN ('image', 'video', 'audio', 'document')),
  CONSTRAINT file_place CHECK ((taken_lon_e7 IS NULL) = (taken_lat_e7 IS NULL))
);
CREATE INDEX file_stored_at ON files.file USING brin (stored_at);

-- Which record of which module mentions a file; a file without one is an orphan.
CREATE TABLE files.reference (
  digest text COLLATE "C" NOT NULL,
  module text COLLATE "C" NOT NULL,
  record uuid NOT NULL,
  at timestamptz NOT NULL,
  CONSTRAINT reference_key PRIMARY KEY (digest, module, record),
  CONSTRAINT reference_file FOREIGN KEY (digest) REFERENCES files.file (digest)
);

-- How far the sweep has looked: files stored before are all mentioned, since mentions are never taken back.
CREATE TABLE files.swept (
  one_row boolean NOT NULL DEFAULT true,
  until timestamptz NOT NULL,
  CONSTRAINT swept_key PRIMARY KEY (one_row),
  CONSTRAINT swept_one_row CHECK (one_row)
);
INSERT INTO files.swept (until) VALUES ('1970-01-01T00:00:00Z');
