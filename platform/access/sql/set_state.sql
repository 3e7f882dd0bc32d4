-- Moves an account to another state.
UPDATE access.account SET state = $2 WHERE id = $1
