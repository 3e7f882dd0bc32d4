-- Writes down that a token is in use, at most once a minute; the account's last activity with it (WRK-16).
WITH used AS (
  UPDATE access.token SET seen_at = $2 WHERE digest = $1 RETURNING account
)
UPDATE access.account a SET last_seen_at = $2 FROM used WHERE a.id = used.account
