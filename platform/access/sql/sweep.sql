-- Removes what can no longer be used: sessions over since $1, counts and links over since $2, acts older than $3.
WITH sessions AS (DELETE FROM access.session WHERE idle_until < $1 OR ends_at < $1),
     attempts AS (DELETE FROM access.attempt WHERE last_at < $2 AND (locked_until IS NULL OR locked_until < $2)),
     links AS (DELETE FROM access.link WHERE ends_at < $2)
DELETE FROM access.act WHERE at < $3
