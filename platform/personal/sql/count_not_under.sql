-- Living subjects wrapped by other instance keys than this one.
SELECT count(*) AS left_over FROM personal.subject WHERE wrap_key IS NOT NULL AND wrap_key <> $1
