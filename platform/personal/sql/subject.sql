-- A subject's wrapped key; null once erased.
SELECT wrap_key, wrapped FROM personal.subject WHERE id = $1
