-- An account's links stop working.
DELETE FROM access.link WHERE account = $1
