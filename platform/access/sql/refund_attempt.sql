-- Gives back an attempt that was not a failure.
UPDATE access.attempt SET failures = greatest(failures - 1, 0), locked_until = NULL WHERE key = $1
