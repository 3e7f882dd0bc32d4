-- Has the instance an account yet, and a unit?
SELECT EXISTS (SELECT FROM access.account) AS account, (SELECT id FROM access.unit ORDER BY length(prefix), id LIMIT 1) AS unit
