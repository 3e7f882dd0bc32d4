-- A view its owner needs no more.
delete from worklists.view where id = $1 and account = $2
