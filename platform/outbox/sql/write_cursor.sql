-- Remembers how far a consumer is.
update outbox.subscription set from_xid = $2::xid8, to_xid = $3::xid8, position = $4, last_position = $5, seen_at = $6
where name = $1
