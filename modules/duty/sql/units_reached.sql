-- Open units within the prefixes $1 or among $2, by territory, after $3, $4; at most $5.
select id, name, kind, prefix from access.pub_unit
where closed_at is null and kind <> 'community' and (prefix ^@ any ($1::text[]) or id = any ($2::uuid[]))
  and ($3::text is null or (prefix, id) > ($3, $4::uuid))
order by prefix, id limit $5
