-- A person registered by real name (WRK-01); name and phone are in the vault.
INSERT INTO access.person (id, subject, display, phone_token, registered_at) VALUES ($1, $2, $3, $4, $5)
