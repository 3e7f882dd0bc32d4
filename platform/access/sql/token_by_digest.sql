-- The API token behind a bearer secret while it and its account hold; grants as in session_by_digest. A token counts as
-- strong as its account: with a second factor once one is enrolled.
SELECT t.id, t.account, t.scopes, t.seen_at, a.totp_enrolled_at IS NOT NULL AS second_factor, a.epoch, a.person, p.display,
       p.registered_at IS NOT NULL AS real_name,
       CASE WHEN a.epoch = $4 AND (a.totp_enrolled_at IS NOT NULL) = $5 THEN NULL ELSE (
         SELECT coalesce(json_agg(json_build_object('role', g.role, 'prefix', g.prefix, 'line', g.line, 'unit', g.unit)
                                  ORDER BY g.id), '[]')
         FROM access.assignment g
         WHERE g.account = a.id AND g.ended_at IS NULL AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to >= $3)
       ) END AS grants
FROM access.token t
JOIN access.account a ON a.id = t.account
JOIN access.person p ON p.id = a.person
WHERE t.digest = $1 AND t.revoked_at IS NULL AND t.ends_at > $2
  AND a.state = 'active' AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3)
