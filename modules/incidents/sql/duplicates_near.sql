-- Cases that may be about the same: matters $1, box $2..$5 (E7 degrees), reported since $6, open or closed since $7, not
-- the one asked from ($8). The caller measures and scores.
select i.id, i.number, i.matter, i.state, i.lon_e7, i.lat_e7, i.reported_at, i.closed_at, i.scope_code, i.address,
  i.owner_unit, i.handler_unit,
  (select count(1) from incidents.reporter r where r.incident
    in (select i.id union all select m.id from incidents.incident m where m.root_case = i.id)) as reporters
from incidents.incident i
where i.matter = any ($1::text[]) and i.lon_e7 between $2 and $4 and i.lat_e7 between $3 and $5
  and i.reported_at >= $6 and i.state not in ('cancelled', 'withdrawn', 'merged')
  and (i.closed_at is null or i.closed_at >= $7) and ($8::uuid is null or i.id <> $8)
order by i.reported_at desc limit 200
