-- The first administrator's link, while there is no account at all; earlier ones stop working.
WITH void AS (DELETE FROM access.link WHERE kind = 'first_administrator')
INSERT INTO access.link (digest, kind, made_at, ends_at)
SELECT $1, 'first_administrator', $2, $3 WHERE NOT EXISTS (SELECT FROM access.account)
RETURNING kind
