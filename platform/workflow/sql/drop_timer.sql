-- Fired, or void.
delete from workflow.timer where case_id = $1 and visit = $2 and kind = $3 and district = $4
