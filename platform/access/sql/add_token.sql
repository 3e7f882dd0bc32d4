-- An API token of an account.
INSERT INTO access.token (id, digest, account, name, scopes, opened_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)
