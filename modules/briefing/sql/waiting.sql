-- Open cases below the prefixes $1 in which something waits for a leader on day $2, or was sent back and may need
-- a final ruling; what goes red next first, at most $3.
select c.id, case when c.raise_asked then 'raise' when c.suspension_asked then 'suspension'
    when c.supervision = 'answered' then 'supervision' when c.state = 'contested' then 'ruling' else 'review' end as what
from incidents.pub_case c
where c.closed_at is null and c.scope_code ^@ any ($1::text[])
  and (c.raise_asked or c.suspension_asked or c.supervision = 'answered'
    or (c.state = 'suspended' and c.review_on <= $2) or (c.state = 'contested' and c.returns > 0))
order by c.due nulls last, c.id limit $3
