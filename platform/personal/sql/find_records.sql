-- Who has a value that carries all of these search tokens.
SELECT subject, record, field FROM personal.value WHERE tokens @> $1::bigint[] LIMIT $2
