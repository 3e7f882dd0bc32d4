-- Points for the map, the same filters as the list.
select i.id, i.lon_e7, i.lat_e7, i.state, i.due, i.warn, i.paused_at, i.closed_at
from incidents.incident i
-- Reach: territory prefixes $1, own units $2, own person $3; then the filters, null = not asked.
where (i.scope_code ^@ any ($1::text[]) or i.owner_unit = any ($2::uuid[]) or i.handler_unit = any ($2::uuid[])
       or i.owner_person = $3 or i.collector = $3)
  and ($4::text[] is null or i.state = any ($4))
  and ($5::text is null or i.matter ^@ $5)
  and ($6::text is null or i.scope_code ^@ $6)
  and ($7::text is null or i.source = $7)
  and ($8::text is null or i.urgency = $8)
  and ($9::uuid is null or i.owner_unit = $9 or i.handler_unit = $9)
  and ($10::timestamptz is null or (i.due < $10 and i.closed_at is null))
  and ($11::uuid is null or i.owner_person = $11 or (i.owner_person is null and i.owner_unit = any ($2::uuid[])) or (i.collector = $11 and i.state in ('returned', 'verifying')))
  and ($12::text is null or i.number ^@ $12 or i.phone_code = $12 or i.address like '%' || $12 || '%' or i.id = any ($13::uuid[]))
  and ($14::int is null or (i.lon_e7 between $14 and $16 and i.lat_e7 between $15 and $17))
  and (not $18::boolean or i.closed_at is null)
order by coalesce(i.due, 'infinity'), i.id
limit $19
