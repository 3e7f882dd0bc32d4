-- The worker who answers for a grid on a day, by the masked name: who stands in for a few days before the grid's own.
select a.display from access.pub_assignment a
where a.role = 'grid_worker' and a.prefix = $1 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
order by a.valid_to nulls last, a.valid_from, a.id limit 1
