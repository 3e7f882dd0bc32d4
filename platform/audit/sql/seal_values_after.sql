-- What the anchor holds of each seal.
SELECT number, until_xid, sealed_at, seal FROM audit.seal WHERE number > $1 ORDER BY number LIMIT $2
