-- A new secret for a token whose first answer was lost.
UPDATE access.token SET digest = $2, ends_at = $3 WHERE id = $1 AND revoked_at IS NULL
