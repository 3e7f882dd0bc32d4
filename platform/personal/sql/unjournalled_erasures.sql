-- Committed erasures that the journal beside the keys may not hold yet.
SELECT subject, at FROM personal.erasure WHERE NOT journalled ORDER BY at, subject LIMIT 1000
