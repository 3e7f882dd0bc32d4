-- Values of one record of a subject made in the same transaction.
INSERT INTO personal.value (subject, record, field, cipher, tokens)
SELECT $1, $2, v.field, v.cipher, nullif(v.tokens, '{}')::bigint[]
FROM unnest($3::text[], $4::bytea[], $5::text[]) AS v (field, cipher, tokens)
