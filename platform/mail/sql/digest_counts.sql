-- Notices an account was told in a span, by topic.
select n.topic, count(distinct n.id) as n
from access.pub_account a
join notices.pub_notice n on n.at >= $2 and n.at < $3 and n.by_person is distinct from a.person
where a.id = $1
  and (n.person = a.person
       or (n.person is null and exists (
            select from access.pub_assignment g
            where g.account = a.id and g.role = n.role
              and (n.unit is not null and g.unit = n.unit or n.unit is null and g.prefix <> '' and n.scope_code ^@ g.prefix)
              and g.valid_from <= $4 and (g.valid_to is null or g.valid_to >= $4))))
group by n.topic order by count(distinct n.id) desc, n.topic
