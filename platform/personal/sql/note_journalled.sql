-- Erasures known from the journal.
INSERT INTO personal.erasure (subject, at, journalled) SELECT id, $2, true FROM unnest($1::uuid[]) AS t (id)
ON CONFLICT (subject) DO NOTHING
