-- Keys of a consumer that have an event waiting.
select distinct key from outbox.parked where subscription = $1
