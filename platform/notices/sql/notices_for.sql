-- Newest first: what was told to the person, to the person's units, or to a role held over the territory. $3 to $5 are
-- the grants, side by side. Nobody is told of the own act.
select n.id, n.at, n.topic, n.subject, n.subject_id, n.details, r.account is not null as is_read
from (
  select id from notices.notice where person = $1
  union
  select p.id from notices.notice p
  join unnest($3::text[], $5::uuid[]) as g(role, unit) on p.unit = g.unit and p.role = g.role
  union
  select p.id from unnest($3::text[], $4::text[]) as g(role, prefix)
  join notices.notice p on p.role = g.role and p.scope_code ^@ g.prefix and p.person is null and p.unit is null
  where g.prefix <> '') mine
join notices.notice n on n.id = mine.id
left join notices.read_mark r on r.notice = n.id and r.account = $2
where n.by_person is distinct from $1 and n.id < $6 and (not $7 or r.account is null)
order by n.id desc
limit $8
