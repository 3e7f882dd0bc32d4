-- Persons a case concerns, or one merged into it.
select id, subject, role from incidents.involved
where incident in (select $1::uuid union all select m.id from incidents.incident m where m.root_case = $1)
order by created_at, id
