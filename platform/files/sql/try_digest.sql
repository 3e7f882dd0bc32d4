-- Takes a digest for the sweep; false while somebody stores the same file.
SELECT pg_try_advisory_lock(hashtextextended($1, 1)) AS taken
