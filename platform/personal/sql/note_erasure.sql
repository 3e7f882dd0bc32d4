-- Remembers the erasure, to be written to the journal beside the keys.
INSERT INTO personal.erasure (subject, at) VALUES ($1, $2) ON CONFLICT (subject) DO NOTHING
