-- A final ruling heard of; heard again it is the same row.
insert into routing.precedent (id, case_id, seq, number, matter, area, unit, at, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, 'open')
on conflict (case_id, seq) do nothing
