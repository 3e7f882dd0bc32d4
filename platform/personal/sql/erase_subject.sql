-- Destroys the subject's key.
UPDATE personal.subject SET wrap_key = NULL, wrapped = NULL, erased_at = $2 WHERE id = $1 AND erased_at IS NULL
