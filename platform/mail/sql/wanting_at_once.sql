-- Accounts that want mail at once and are told by one entry of `tell`: $1 the person, else $2 the role for unit $3, else
-- $2 where it is held over $4. Nobody is told of the own act ($5).
select distinct c.account
from mail.choice c
join access.pub_account a on a.id = c.account and a.state = 'active'
where c.immediate and c.proven_at is not null and a.person is distinct from $5::uuid
  and (a.person = $1::uuid
       or ($1::uuid is null and exists (
            select from access.pub_assignment g
            where g.account = c.account and g.role = $2
              and ($3::uuid is not null and g.unit = $3 or $3::uuid is null and g.prefix <> '' and $4::text ^@ g.prefix)
              and g.valid_from <= $6 and (g.valid_to is null or g.valid_to >= $6))))
