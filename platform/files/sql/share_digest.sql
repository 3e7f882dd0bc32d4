-- Keeps the sweep away from this digest until the transaction ends.
SELECT pg_advisory_xact_lock_shared(hashtextextended($1, 1))
