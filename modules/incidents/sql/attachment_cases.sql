-- Which cases a file is evidence of: who may see the case, or the one it was merged into, may see the file.
select i.id, i.scope_code, i.owner_unit, i.handler_unit, i.owner_person, i.collector from incidents.attachment a
join incidents.incident f on f.id = a.incident and f.district = a.district
join incidents.incident i on i.id in (f.id, f.root_case) and i.district = f.district where a.digest = $1 limit 20
