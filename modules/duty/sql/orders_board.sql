-- Orders filed after the act within the prefixes $1, of the units $2 or the person $3; open ones only if $4; newest first, before $5, $6; at most $7.
select id, incident, number, matter, scope_code, subject, person_name, acted_at, filed_at, late, allowed_name, state, version,
  due, changed_at, closed_at, pictures
from duty.after_order
where (scope_code ^@ any ($1::text[]) or unit = any ($2::uuid[]) or person = $3) and (not $4::boolean or closed_at is null)
  and ($5::timestamptz is null or (changed_at, id) < ($5, $6::uuid))
order by changed_at desc, id desc limit $7
