-- Loans under way of the grid $1, or of the leave $2.
select id, grid, leave, account from duty.stand_in where ended_at is null and (grid = $1 or leave = $2)
