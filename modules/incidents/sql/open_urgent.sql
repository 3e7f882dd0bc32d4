-- Open urgent cases (by the report, or by matters $3) within the prefixes $1 or with the units $2, the next due first.
select id, number, matter, urgency, state, owner_unit_name, address, reported_at, due, assists_absent
from incidents.incident
where closed_at is null and (urgency <> 'normal' or matter = any ($3::text[]))
  and (scope_code ^@ any ($1::text[]) or owner_unit = any ($2::uuid[]) or handler_unit = any ($2::uuid[]))
order by due nulls last, id limit 200
