-- One page of a window, in order.
select position, topic, key, payload, scope_code, request_id, at
from outbox.event
where position > $3 and position <= $4 and xid >= $1::xid8 and xid < $2::xid8 and topic ^@ $5
order by position
limit $6
