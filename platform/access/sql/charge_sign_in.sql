-- Charges one attempt to the address and to the account name before the password is looked at, so that many attempts at
-- once cannot slip past the count. Address first: an address at rest charges no account. A part that is at rest is not
-- charged and answers its end. Rest after $4 ($8) failures: $5 ($9) seconds, doubled with each further one, at most
-- $6 ($10); a count last touched before $7 ($11) is forgotten.
WITH address AS (
  INSERT INTO access.attempt AS f (key, failures, last_at, locked_until) VALUES ($1, 1, $3, NULL)
  ON CONFLICT ON CONSTRAINT access_attempt_pkey DO UPDATE
  SET failures = CASE WHEN f.last_at < $7 THEN 1 ELSE f.failures + 1 END,
      last_at = $3,
      locked_until = CASE WHEN f.last_at >= $7 AND f.failures + 1 >= $4::int
        THEN $3 + least($5 * 2.0 ^ least(f.failures + 1 - $4::int, 20), $6) * interval '1 second' END
  WHERE f.locked_until IS NULL OR f.locked_until <= $3
  RETURNING f.locked_until
), account AS (
  INSERT INTO access.attempt AS f (key, failures, last_at, locked_until) SELECT $2, 1, $3, NULL FROM address
  ON CONFLICT ON CONSTRAINT access_attempt_pkey DO UPDATE
  SET failures = CASE WHEN f.last_at < $11 THEN 1 ELSE f.failures + 1 END,
      last_at = $3,
      locked_until = CASE WHEN f.last_at >= $11 AND f.failures + 1 >= $8::int
        THEN $3 + least($9 * 2.0 ^ least(f.failures + 1 - $8::int, 20), $10) * interval '1 second' END
  WHERE f.locked_until IS NULL OR f.locked_until <= $3
  RETURNING f.locked_until
)
SELECT EXISTS (SELECT FROM account) AS may_try,
       (SELECT max(locked_until) FROM access.attempt WHERE key IN ($1, $2) AND locked_until > $3) AS rests_until,
       (SELECT locked_until FROM account) AS rests_if_wrong
