-- Precedents by id.
select id, case_id, number, matter, area, unit, at, state, decided_at, decided_by, reason, rule
from routing.precedent where id = any ($1::uuid[])
