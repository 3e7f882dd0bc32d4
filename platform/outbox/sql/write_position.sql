-- Remembers how far a consumer is.
update outbox.subscription set position = $2, seen_at = $3 where name = $1
