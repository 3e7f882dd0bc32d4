-- Writes down that a session is in use, at most once a minute; the account's last activity with it (WRK-16).
WITH used AS (
  UPDATE access.session SET seen_at = $2, idle_until = $3 WHERE digest = $1 RETURNING account
)
UPDATE access.account a SET last_seen_at = $2 FROM used WHERE a.id = used.account
