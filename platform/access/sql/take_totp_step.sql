-- A one-time code counts once: no row when its step, or a later one, was used before.
UPDATE access.account SET totp_step = $2 WHERE id = $1 AND totp_step < $2 RETURNING id
