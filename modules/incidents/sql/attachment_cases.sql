-- Which cases a file is evidence of: who may see the case may see the file.
select i.id, i.scope_code, i.owner_unit, i.handler_unit, i.owner_person, i.collector from incidents.attachment a
join incidents.incident i on i.id = a.incident and i.district = a.district where a.digest = $1 limit 20
