-- Which of some units are still there.
select id from access.pub_unit where id = any ($1::uuid[]) and closed_at is null
