-- Remembers why and by whom an account changed its state for the nth time (WRK-16).
INSERT INTO access.state_change (id, account, nth, from_state, to_state, reason, at, by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
