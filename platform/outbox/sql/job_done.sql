-- Finished, if it still belongs to this worker's attempt.
update outbox.job set done_at = $4, lease_until = null, error = ''
where id = $1 and worker = $2 and attempts = $3 and done_at is null
