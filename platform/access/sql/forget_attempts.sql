-- After success an account name starts anew.
DELETE FROM access.attempt WHERE key = $1
