-- Opens a session; the account was active now.
WITH seen AS (UPDATE access.account SET last_seen_at = $5 WHERE id = $3)
INSERT INTO access.session (digest, id, account, second_factor, opened_at, seen_at, idle_until, ends_at)
VALUES ($1, $2, $3, $4, $5, $5, $6, $7)
