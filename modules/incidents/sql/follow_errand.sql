-- The errand's own row follows the engine (how long a link stood is still told when it was used); the case counts those under way ($8 more or less) and says in whose hands it is.
with moved as (
  update incidents.errand set state = $3, version = $4, due = coalesce($5, due), changed_at = $6, closed_at = $7
  where id = $1 and district = $2 returning incident, kind, hands)
update incidents.incident i set errands_open = errands_open + $8::int,
  errand_to = case when m.kind = 'firm' then i.errand_to when $7::timestamptz is null then m.hands end
from moved m where i.id = m.incident and i.district = $2
