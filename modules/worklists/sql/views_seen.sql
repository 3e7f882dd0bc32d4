-- The views of an account $1 in its order, then those shared with units $2 by others, by name.
select v.id, v.account = $1 as mine, v.owner_name, v.name, v.conditions, v.unit, u.name as unit_name
from worklists.view v left join access.pub_unit u on u.id = v.unit
where v.account = $1 or v.unit = any ($2::uuid[])
order by v.account = $1 desc, case when v.account = $1 then v.place end, v.name, v.id
