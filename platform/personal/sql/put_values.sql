-- Writes or replaces values of one record, unless the subject was erased meanwhile: the lock waits for an erasure
-- under way, so that no search token outlives it.
WITH living AS (
  SELECT id FROM personal.subject WHERE id = $1 AND wrapped IS NOT NULL FOR SHARE
)
INSERT INTO personal.value (subject, record, field, cipher, tokens)
SELECT living.id, $2, v.field, v.cipher, nullif(v.tokens, '{}')::bigint[]
FROM living, unnest($3::text[], $4::bytea[], $5::text[]) AS v (field, cipher, tokens)
ON CONFLICT (subject, record, field) DO UPDATE SET cipher = EXCLUDED.cipher, tokens = EXCLUDED.tokens
