-- Of these sessions and tokens, those that still hold, with their account's epoch.
SELECT s.id, a.epoch
FROM access.session s JOIN access.account a ON a.id = s.account
WHERE s.id = ANY($1) AND s.idle_until > $2 AND s.ends_at > $2
  AND a.state = 'active' AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3)
UNION ALL
SELECT t.id, a.epoch
FROM access.token t JOIN access.account a ON a.id = t.account
WHERE t.id = ANY($1) AND t.revoked_at IS NULL AND t.ends_at > $2
  AND a.state = 'active' AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3)
