-- Precedents in territories $1 (prefixes; '' = everywhere), in state $2 (null = any), newest first, before $3; at most $4.
select id, case_id, number, matter, area, unit, at, state, decided_at, decided_by, reason, rule
from routing.precedent
where area ^@ any ($1::text[]) and ($2::text is null or state = $2) and ($3::uuid is null or id < $3)
order by id desc
limit $4
