-- Entries the newest seal does not cover, and when that was made.
SELECT count(e.position) AS entries, min(e.at) AS oldest, newest.sealed_at
FROM (SELECT 1) one
LEFT JOIN (SELECT s.until_xid, s.sealed_at FROM audit.seal s ORDER BY s.number DESC LIMIT 1) newest ON true
LEFT JOIN audit.entry e ON e.xid >= coalesce(newest.until_xid, 0)
GROUP BY newest.sealed_at
