-- What a view of account $2 is called and holds, and which unit sees it too.
update worklists.view set name = $3, conditions = $4, unit = $5, changed_at = $6 where id = $1 and account = $2
