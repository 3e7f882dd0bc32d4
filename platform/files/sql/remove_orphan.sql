-- Forgets a file, unless it was sent again or mentioned meanwhile.
DELETE FROM files.file f
WHERE f.digest = $1 AND f.stored_at < $2
  AND NOT EXISTS (SELECT FROM files.reference r WHERE r.digest = f.digest)
