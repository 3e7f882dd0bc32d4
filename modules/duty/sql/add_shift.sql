-- Puts somebody on duty; twice the same is one.
insert into duty.shift (id, unit, post, person, starts_at, ends_at, entered_by, entered_at)
values ($1, $2, $3, $4, $5, $6, $7, $8)
