-- Taken at last, or given up by hand.
delete from outbox.parked where subscription = $1 and position = $2
