-- A stay has ended: its timers are void.
delete from workflow.timer where case_id = $1 and district = $2
