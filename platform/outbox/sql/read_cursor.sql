-- How far a consumer is.
select from_xid::text as from_xid, to_xid::text as to_xid, position, last_position
from outbox.subscription where name = $1
