-- A new subject with its wrapped key.
INSERT INTO personal.subject (id, wrap_key, wrapped, created_at) VALUES ($1, $2, $3, $4)
