-- Files stored in the span not yet looked at that no record mentions, oldest first.
SELECT f.digest, f.stored_at FROM files.file f
WHERE f.stored_at >= (SELECT until FROM files.swept) AND f.stored_at < $1
  AND NOT EXISTS (SELECT FROM files.reference r WHERE r.digest = f.digest)
ORDER BY f.stored_at
LIMIT $2
