-- Lets another process seal.
SELECT pg_advisory_unlock(hashtextextended('audit.sealer', 0)) AS was_mine
