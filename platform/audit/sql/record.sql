-- One line of the log, as part of the writer's own transaction.
INSERT INTO audit.entry (at, actor, account, display, action, object, scope_code, request_id, purpose, detail)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
