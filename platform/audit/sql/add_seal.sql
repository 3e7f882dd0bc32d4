-- Closes a batch.
INSERT INTO audit.seal (number, form, from_xid, until_xid, entries, digest, marks, sealed_at, key_id, seal)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
