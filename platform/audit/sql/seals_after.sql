-- Seals in order, with the number of entries up to and including each, for reading in portions.
SELECT number, form, from_xid, until_xid, entries, digest, marks, (extract(epoch FROM sealed_at) * 1000000)::bigint AS sealed_us,
       key_id, seal
FROM audit.seal WHERE number > $1 ORDER BY number LIMIT $2
