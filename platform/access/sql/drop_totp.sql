-- The second factor has to be enrolled anew (lost phone); codes of the old one stay used.
UPDATE access.account SET totp_enrolled_at = NULL WHERE id = $1
