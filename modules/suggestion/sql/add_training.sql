-- Keeps a training; the same one again changes nothing.
insert into suggestion.training (id, at, standing, demo, cases, since, until, measured, model)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing
