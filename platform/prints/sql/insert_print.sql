-- One print, as part of the transaction that leaves its trace.
insert into prints.print (id, number, kind, object, digest, made_at, account, person_name)
values ($1, $2, $3, $4, $5, $6, $7, $8)
