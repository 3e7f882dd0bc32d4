-- Ends all tokens of an account.
UPDATE access.token SET revoked_at = $2 WHERE account = $1 AND revoked_at IS NULL
