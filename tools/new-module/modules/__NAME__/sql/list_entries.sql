-- Entries behind id $1, at most $2, in the order they came (ids are made of time).
select e.id, e.title, e.created_at from __NAME__.entry e where e.id > $1 order by e.id limit $2
