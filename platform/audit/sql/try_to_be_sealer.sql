-- One sealer among all processes.
SELECT pg_try_advisory_lock(hashtextextended('audit.sealer', 0)) AS mine
