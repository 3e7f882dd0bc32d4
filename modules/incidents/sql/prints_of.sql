-- What was printed of object $1, newest first.
select id, number, kind, made_at, person_name, signed_at, signed_name, signed_digest from prints.pub_print
where object = $1 order by made_at desc, number desc limit 50
