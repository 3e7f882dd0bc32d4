-- The session behind a cookie while it and its account hold, with the account's epoch, in one round trip. The grants
-- come along only when the caller remembers another epoch ($4) or another strength of sign-in ($5).
SELECT s.id, s.account, s.second_factor, s.seen_at, s.ends_at, a.epoch, a.person, p.display,
       p.registered_at IS NOT NULL AS real_name,
       CASE WHEN a.epoch = $4 AND s.second_factor = $5 THEN NULL ELSE (
         SELECT coalesce(json_agg(json_build_object('role', g.role, 'prefix', g.prefix, 'line', g.line, 'unit', g.unit)
                                  ORDER BY g.id), '[]')
         FROM access.assignment g
         WHERE g.account = a.id AND g.ended_at IS NULL AND g.valid_from <= $3 AND (g.valid_to IS NULL OR g.valid_to >= $3)
       ) END AS grants
FROM access.session s
JOIN access.account a ON a.id = s.account
JOIN access.person p ON p.id = a.person
WHERE s.digest = $1 AND s.idle_until > $2 AND s.ends_at > $2
  AND a.state = 'active' AND a.valid_from <= $3 AND (a.valid_to IS NULL OR a.valid_to >= $3)
