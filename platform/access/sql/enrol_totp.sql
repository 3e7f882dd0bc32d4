-- The second factor is in force, from a step already used.
UPDATE access.account SET totp_enrolled_at = $2, totp_step = $3 WHERE id = $1
