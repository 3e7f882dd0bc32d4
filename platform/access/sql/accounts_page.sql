-- One page of accounts by user name, within reach ($2 prefixes of the belonging unit, $3 units): in state $4, user name
-- holding $5 or a person among $6, of unit $7, without activity since $8 (WRK-16).
SELECT id, person, subject, username, display, state, unit, unit_name, unit_prefix, valid_from, valid_to, opened_at,
       last_seen_at, totp_enrolled, password_set, real_name, state_changes, grants
FROM access.account_view
WHERE username > $1
  AND (unit_prefix ^@ ANY($2::text[]) OR unit = ANY($3::uuid[]))
  AND ($4::text IS NULL OR state = $4)
  AND ($5::text IS NULL OR position($5 IN username) > 0 OR subject = ANY($6::uuid[]))
  AND ($7::uuid IS NULL OR unit = $7)
  AND ($8::timestamptz IS NULL OR (state = 'active' AND coalesce(last_seen_at, opened_at) < $8))
ORDER BY username
LIMIT $9
