-- Days somebody is away.
insert into duty.leave (id, person, kind, from_day, to_day, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7)
