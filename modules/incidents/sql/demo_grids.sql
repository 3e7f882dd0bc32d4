-- Grids of a demo city that have a worker.
select distinct prefix from access.pub_assignment where role = 'grid_worker' and length(prefix) = 15 order by prefix
