-- Opens an account for a person at a unit; it has no password until its link is used, unless a demo city gives one.
INSERT INTO access.account
  (id, person, username, password_hash, state, unit, valid_from, valid_to, epoch, totp_step, opened_at, opened_by)
VALUES ($1, $2, $3, $4, 'active', $5, $6, $7, 1, 0, $8, $9)
