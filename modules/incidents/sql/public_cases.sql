-- Cases as everybody may know them, latest report first: numbers $1, matters $2, sources $3, reported from $4 until
-- before $5, ended or not $6; null = not asked. No words, no typed address, no persons.
select i.id, i.number, i.matter, i.source, i.state, i.filed_code, i.lon_e7, i.lat_e7, i.reported_at, i.changed_at, i.due,
  i.closed_at, i.paused_at, i.outcome, i.owner_unit_name,
  (select r.number from incidents.incident r where r.id = i.root_case) as merged_with
from incidents.incident i
where ($1::text[] is null or i.number = any ($1))
  and ($2::text[] is null or i.matter = any ($2))
  and ($3::text[] is null or i.source = any ($3))
  and ($4::timestamptz is null or i.reported_at >= $4)
  and ($5::timestamptz is null or i.reported_at < $5)
  and ($6::boolean is null or (i.closed_at is not null) = $6)
order by i.reported_at desc, i.id desc
limit $7 offset $8
