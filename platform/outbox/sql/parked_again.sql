-- Failed once more: rests until later, or is dead.
update outbox.parked set attempts = $3, due = $4, dead_at = $5, error = $6
where subscription = $1 and position = $2
