-- Takes a role back.
UPDATE access.assignment SET ended_at = $3 WHERE account = $1 AND id = $2 AND ended_at IS NULL
