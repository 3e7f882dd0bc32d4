-- An account's API tokens, newest first.
SELECT id, name, scopes, opened_at, ends_at, seen_at FROM access.token
WHERE account = $1 AND revoked_at IS NULL ORDER BY id DESC
