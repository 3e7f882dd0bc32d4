-- One account as people see it.
SELECT id, person, subject, username, display, state, unit, unit_name, unit_prefix, valid_from, valid_to, opened_at,
       last_seen_at, totp_enrolled, password_set, real_name, state_changes, grants
FROM access.account_view WHERE id = $1
