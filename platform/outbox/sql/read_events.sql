-- One page of settled events, in order.
select position, topic, key, payload, scope_code, request_id, at
from outbox.event
where position > $1 and position <= $2 and topic ^@ $3
order by position
limit $4
