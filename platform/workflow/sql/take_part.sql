-- A duty gained. Duties that conflict with it ($6) and are already held break participation_separation; a second
-- attempt of the same person waits for the first one's transaction and then sees its row.
insert into workflow.participation as p (root_case, party, district, is_unit, duties, conflict)
values ($1, $2, $3, $4, array[$5::text], false)
on conflict (root_case, party, district) do update set
  duties = case when $5 = any(p.duties) then p.duties else p.duties || $5::text end,
  conflict = p.duties && $6::text[]
