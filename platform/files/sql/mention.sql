-- A record mentions a file.
INSERT INTO files.reference (digest, module, record, at) VALUES ($1, $2, $3, $4)
ON CONFLICT (digest, module, record) DO NOTHING
