-- A new endpoint; the secret lies with its subject in the vault.
insert into webhooks.endpoint (id, name, url, kinds, scope_code, unit, secret_subject, state, version, opened_at)
values ($1, $2, $3, $4, $5, $6, $7, 'active', 1, $8)
