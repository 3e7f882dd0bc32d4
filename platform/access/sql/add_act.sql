-- Remembers that the client's act was done.
INSERT INTO access.act (id, account, digest, at) VALUES ($1, $2, $3, $4)
