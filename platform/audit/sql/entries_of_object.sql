-- The same for one object, such as incident:<uuid>; by its index.
SELECT xid, position, at, actor, account, display, action, object, scope_code, request_id, purpose, detail::text AS detail
FROM audit.entry
WHERE object = $12
  AND at >= $1 AND at < $2
  AND ($3 = '' OR action ^@ $3)
  AND ($4::uuid IS NULL OR account = $4)
  AND ($5 = '' OR scope_code ^@ $5)
  AND ($6 = '' OR request_id = $6)
  AND (scope_code ^@ ANY ($7) OR ($8 AND scope_code = ''))
  AND (xid, position) < ($9, $10)
ORDER BY xid DESC, position DESC
LIMIT $11
