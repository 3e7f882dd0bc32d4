-- What signing in needs to know of a user name.
SELECT a.id, a.person, a.password_hash, a.state, a.valid_from, a.valid_to, a.totp_enrolled_at IS NOT NULL AS totp_enrolled,
       p.subject, p.display, u.prefix AS unit_prefix,
       (SELECT coalesce(json_agg(json_build_object('role', g.role, 'prefix', g.prefix, 'line', g.line, 'unit', g.unit)), '[]')
        FROM access.assignment g
        WHERE g.account = a.id AND g.ended_at IS NULL AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to >= $2)
       ) AS grants
FROM access.account a
JOIN access.person p ON p.id = a.person
JOIN access.unit u ON u.id = a.unit
WHERE a.username = $1
