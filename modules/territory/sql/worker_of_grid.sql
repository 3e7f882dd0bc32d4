-- Who answers for grid $1 on the day $2, the main or A worker first.
select id, grid, post, account, public_name, office_phone, matters, published_on
from territory.grid_worker
where grid = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)
order by post = 'b', post
limit 1
