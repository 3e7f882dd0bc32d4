-- Entries of transactions from $1 up to, not including, $2 in the order in which they are sealed.
SELECT xid, position, (extract(epoch FROM at) * 1000000)::bigint AS at_us, actor, account, display, action, object,
       scope_code, request_id, purpose, detail::text AS detail
FROM audit.entry
WHERE xid >= $1 AND xid < $2
ORDER BY xid, position
LIMIT $3
