-- Subjects whose key is wrapped by this instance key.
SELECT id, wrapped FROM personal.subject WHERE wrap_key = $1 ORDER BY id LIMIT $2
