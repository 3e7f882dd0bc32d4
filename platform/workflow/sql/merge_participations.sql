-- Everyone of one root case takes part in another; $4 and $5 are the pairs of duties that conflict.
insert into workflow.participation as p (root_case, party, district, is_unit, duties, conflict)
select $2, o.party, o.district, o.is_unit, o.duties, false
from workflow.participation o where o.root_case = $1 and o.district = $3
on conflict (root_case, party, district) do update set
  duties = (select array_agg(distinct d) from unnest(p.duties || excluded.duties) d),
  conflict = exists (
    select from unnest($4::text[], $5::text[], $6::boolean[]) as pair(a, b, units)
    where pair.units = p.is_unit
      and ((pair.a = any(p.duties) and pair.b = any(excluded.duties))
        or (pair.b = any(p.duties) and pair.a = any(excluded.duties))))
