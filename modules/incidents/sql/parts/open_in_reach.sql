-- The open cases a person may see (as parts/in_reach.sql), found by what is open there, not by what ever was: a few of
-- many. A code is digits, so that all below a prefix lie before the prefix with a colon. Among the prefixes, `=` and the
-- id of a centre stands for what is at that centre's level (src/app/levels.cpp).
  select o.id, o.district from unnest($1::text[]) as p (prefix) join incidents.incident o
    on o.scope_code ~>=~ p.prefix and o.scope_code ~<~ (p.prefix || ':') where o.closed_at is null
  union
  select o.id, o.district from incidents.incident o where o.owner_unit = any ($2::uuid[]) and o.closed_at is null
  union
  select o.id, o.district from incidents.incident o where o.handler_unit = any ($2::uuid[]) and o.closed_at is null
  union
  select o.id, o.district from incidents.incident o where o.owner_person = $3 and o.closed_at is null
  union
  select o.id, o.district from incidents.incident o where o.collector = $3 and o.closed_at is null
  union
  select o.id, o.district from unnest($1::text[]) as p (prefix) join incidents.incident o
    on o.centre_unit = case when p.prefix ^@ '=' then substr(p.prefix, 2)::uuid end where o.closed_at is null
  union
  select e.incident, e.district from incidents.errand e where e.person = $3 and e.closed_at is null
  union
  select e.incident, e.district from incidents.team_member m join incidents.errand e on e.team = m.team and e.closed_at is null
  where m.person = $3
