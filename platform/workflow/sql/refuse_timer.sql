-- A rule refused what the timer wanted: kept to be seen until the state is left, not tried again.
update workflow.timer set refused = $5 where case_id = $1 and visit = $2 and kind = $3 and district = $4
