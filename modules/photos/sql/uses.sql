-- Cases other than $4 that held, before $5, the picture with digest $1, with original $2 or with look $3 (at most $6 of
-- its bits differ); the earliest first.
with alike as (
  select p.digest, p.original from photos.photo p
  where p.original = $2::text
    or (p.look is not null and $3::bigint is not null
      and ((p.look & 65535) = ($3 & 65535) or ((p.look >> 16) & 65535) = (($3 >> 16) & 65535)
        or ((p.look >> 32) & 65535) = (($3 >> 32) & 65535) or ((p.look >> 48) & 65535) = (($3 >> 48) & 65535))
      and bit_count((p.look # $3)::bit(64)) <= $6::int)
)
select a.incident, a.number, a.matter, a.scope_code, a.owner_unit, a.handler_unit, a.owner_person, a.collector,
  min(a.added_at) as at, bool_or(a.digest in ($1, coalesce($2, $1)) or l.original = $2) as same
from incidents.pub_attachment a left join alike l on l.digest = a.digest
where (a.digest in ($1, coalesce($2, $1)) or a.digest in (select digest from alike))
  and a.incident is distinct from $4::uuid and a.added_at < $5
group by a.incident, a.number, a.matter, a.scope_code, a.owner_unit, a.handler_unit, a.owner_person, a.collector
order by min(a.added_at) limit 10
