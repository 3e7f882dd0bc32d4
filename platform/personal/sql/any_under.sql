-- Does this instance key still wrap anybody?
SELECT EXISTS (SELECT FROM personal.subject WHERE wrap_key = $1) AS used
