-- Which of these journalled erasures this database does not know as such.
SELECT t.id FROM unnest($1::uuid[]) AS t (id)
WHERE NOT EXISTS (SELECT FROM personal.erasure e WHERE e.subject = t.id)
