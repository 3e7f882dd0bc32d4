-- The accounts of the person whose personal values are in this record of this subject.
SELECT a.id, a.unit, u.prefix AS unit_prefix
FROM access.person p
JOIN access.account a ON a.person = p.id
JOIN access.unit u ON u.id = a.unit
WHERE p.id = $1 AND p.subject = $2
