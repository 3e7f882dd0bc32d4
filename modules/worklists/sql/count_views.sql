-- How many views an account $1 has, and how many a unit $2 sees.
select (select count(1) from worklists.view where account = $1) as own,
       (select count(1) from worklists.view where unit = $2) as shared
