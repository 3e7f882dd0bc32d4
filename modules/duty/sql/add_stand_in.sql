-- A grid lent for a leave; $1 is the grant's id.
insert into duty.stand_in (id, grid, leave, deputy, account, from_day, to_day) values ($1, $2, $3, $4, $5, $6, $7)
