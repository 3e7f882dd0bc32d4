-- Erases again whoever of these a restored backup brought back.
UPDATE personal.subject SET wrap_key = NULL, wrapped = NULL, erased_at = $2 WHERE id = ANY ($1) AND erased_at IS NULL
