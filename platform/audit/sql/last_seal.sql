-- The newest seal.
SELECT number, until_xid, seal FROM audit.seal ORDER BY number DESC LIMIT 1
