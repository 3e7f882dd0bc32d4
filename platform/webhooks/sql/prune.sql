-- Deliveries nobody will look for any more, with their calls.
delete from webhooks.delivery where ended_at < $1
