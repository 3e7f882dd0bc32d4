-- The hash a signed-in person's password is compared with, and where the person's values are.
SELECT a.username, a.password_hash, a.totp_enrolled_at IS NOT NULL AS totp_enrolled, p.subject, u.prefix AS unit_prefix
FROM access.account a
JOIN access.person p ON p.id = a.person
JOIN access.unit u ON u.id = a.unit
WHERE a.id = $1
