-- Moves subjects from one instance key to another, unless they were erased meanwhile.
UPDATE personal.subject s SET wrap_key = $2, wrapped = v.wrapped
FROM unnest($3::uuid[], $4::bytea[]) AS v (id, wrapped)
WHERE s.id = v.id AND s.wrap_key = $1
