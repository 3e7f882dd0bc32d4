-- An active account and its grants in force on a day.
SELECT a.person, a.epoch, p.display, p.registered_at IS NOT NULL AS real_name,
       (SELECT coalesce(json_agg(json_build_object('role', g.role, 'prefix', g.prefix, 'line', g.line, 'unit', g.unit)), '[]')
        FROM access.assignment g
        WHERE g.account = a.id AND g.ended_at IS NULL AND g.valid_from <= $2 AND (g.valid_to IS NULL OR g.valid_to >= $2)
       ) AS grants
FROM access.account a
JOIN access.person p ON p.id = a.person
WHERE a.id = $1 AND a.state = 'active' AND a.valid_from <= $2 AND (a.valid_to IS NULL OR a.valid_to >= $2)
