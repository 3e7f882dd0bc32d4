-- Timers of a past that was made, not lived.
delete from workflow.timer where fire_at < $1
