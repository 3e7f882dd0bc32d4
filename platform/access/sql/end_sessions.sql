-- Ends an account's sessions but the given one (nil id: all).
DELETE FROM access.session WHERE account = $1 AND id <> $2
