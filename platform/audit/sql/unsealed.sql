-- Entries that no seal covers yet.
SELECT count(*) AS entries, min(at) AS oldest FROM audit.entry WHERE xid >= $1
