-- Entries a person may see, newest first, going on behind (xid, position) = ($9, $10). $8: those without a place too.
SELECT xid, position, at, actor, account, display, action, object, scope_code, request_id, purpose, detail::text AS detail
FROM audit.entry
WHERE at >= $1 AND at < $2
  AND ($3 = '' OR action ^@ $3)
  AND ($4::uuid IS NULL OR account = $4)
  AND ($5 = '' OR scope_code ^@ $5)
  AND ($6 = '' OR request_id = $6)
  AND (scope_code ^@ ANY ($7) OR ($8 AND scope_code = ''))
  AND (xid, position) < ($9, $10)
ORDER BY xid DESC, position DESC
LIMIT $11
