-- A link that works once; the ones made before for the same account stop working.
WITH void AS (DELETE FROM access.link WHERE account = $3)
INSERT INTO access.link (digest, kind, account, made_at, ends_at) VALUES ($1, $2, $3, $4, $5)
