-- A new password.
UPDATE access.account SET password_hash = $2 WHERE id = $1
