-- A demo's units with crews have one team each, named $1, made at $2 by $3.
with made as (
  insert into incidents.team (id, unit, name, made_at, made_by, changed_at)
  select gen_random_uuid(), c.unit, $1::text, $2::timestamptz, $3::text, $2
  from (select distinct unit from access.pub_assignment where role = 'crew' and unit is not null) c
  where not exists (select 1 from incidents.team t where t.unit = c.unit)
  returning id, unit)
insert into incidents.team_member (team, person)
select distinct m.id, a.person from made m join access.pub_assignment a on a.unit = m.unit and a.role = 'crew'
