-- Puts workers on grids' notices, one array a column; $7: service matters, $8: in force from and published on.
insert into territory.grid_worker (id, grid, post, account, public_name, office_phone, matters, valid_from, published_on)
select id, grid, post, account, public_name, office_phone, $7, $8, $8
from unnest($1::uuid[], $2::text[], $3::text[], $4::uuid[], $5::text[], $6::text[]) as given (id, grid, post, account, public_name, office_phone)
