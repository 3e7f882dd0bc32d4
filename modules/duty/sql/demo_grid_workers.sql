-- Grid workers of a demo city, by grid.
select prefix as grid, person, account from access.pub_assignment
where role = 'grid_worker' and length(prefix) = 15 order by prefix, person
