-- One page of open units by territory: below $1, holding $2, of kind $3; after (prefix $4, id $5).
SELECT id, name, kind, prefix, parent
FROM access.unit
WHERE closed_at IS NULL
  AND ($1::text IS NULL OR prefix ^@ $1) AND ($2::text IS NULL OR $2 ^@ prefix) AND ($3::text IS NULL OR kind = $3)
  AND (prefix, id) > ($4, $5)
ORDER BY prefix, id
LIMIT $6
