-- Gives the digest back.
SELECT pg_advisory_unlock(hashtextextended($1, 1)) AS was_taken
