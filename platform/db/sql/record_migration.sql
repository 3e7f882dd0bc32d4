-- Locks a migration's text by its checksum, in the transaction that applies it.
INSERT INTO meta.migration (part, number, name, checksum, contract, applied_at) VALUES ($1, $2, $3, $4, $5, $6);
