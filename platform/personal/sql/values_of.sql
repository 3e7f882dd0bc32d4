-- Values of several (subject, record) pairs with the wrapped keys that open them.
SELECT v.subject, v.record, v.field, v.cipher, s.wrap_key, s.wrapped
FROM unnest($1::uuid[], $2::uuid[]) AS wanted (subject, record)
JOIN personal.value v ON v.subject = wanted.subject AND v.record = wanted.record
JOIN personal.subject s ON s.id = v.subject
WHERE s.wrapped IS NOT NULL
ORDER BY v.subject
