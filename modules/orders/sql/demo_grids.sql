-- Grids that have a worker: where a demo city's orders come from.
select distinct a.prefix from access.pub_assignment a where a.role = 'grid_worker' order by a.prefix limit 8
