-- Takes all roles back, when an account is closed.
UPDATE access.assignment SET ended_at = $2 WHERE account = $1 AND ended_at IS NULL
