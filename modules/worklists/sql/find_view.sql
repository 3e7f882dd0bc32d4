-- A view by id, whoever kept it.
select id, account, name, conditions, unit from worklists.view where id = $1
