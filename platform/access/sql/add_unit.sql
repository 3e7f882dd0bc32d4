-- A unit of the tree.
INSERT INTO access.unit (id, name, kind, prefix, parent, opened_at) VALUES ($1, $2, $3, $4, $5, $6)
