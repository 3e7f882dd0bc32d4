-- The assist's own row follows the engine, and the case counts those under way ($8 more or less) and absent ($9).
with moved as (
  update incidents.assist set state = $3, version = $4, due = $5, changed_at = $6, closed_at = $7
  where id = $1 and district = $2 returning incident)
update incidents.incident i set assists_open = assists_open + $8::int, assists_absent = assists_absent + $9::int
from moved where i.id = moved.incident and i.district = $2
