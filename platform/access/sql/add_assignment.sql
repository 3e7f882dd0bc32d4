-- Gives a role to an account.
INSERT INTO access.assignment (id, account, role, prefix, line, unit, valid_from, valid_to, given_by, given_at)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
