-- A link that still works, and whom it is for.
SELECT l.kind, l.account, l.ends_at, a.username, a.state, p.display, u.prefix AS unit_prefix
FROM access.link l
LEFT JOIN access.account a ON a.id = l.account
LEFT JOIN access.person p ON p.id = a.person
LEFT JOIN access.unit u ON u.id = a.unit
WHERE l.digest = $1 AND l.ends_at > $2 AND NOT EXISTS (SELECT FROM access.link_use o WHERE o.link = l.digest)
