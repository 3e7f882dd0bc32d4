-- How far a consumer is.
select position from outbox.subscription where name = $1
