-- Some units, to judge what is asked for them.
SELECT id, name, kind, prefix, closed_at IS NOT NULL AS closed FROM access.unit WHERE id = ANY($1)
