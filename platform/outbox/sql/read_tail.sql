-- What has settled after the event with order $2, for streams: by transaction, then position, which every process sees
-- alike. $1 is that event's transaction, from which the ranks are counted. One row at least, for the horizon.
select h.horizon::text as horizon, e.position, e.topic, e.key, e.payload, e.scope_code, e.request_id, e.at, e.order_id
from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) h
left join lateral (
  select t.*, (t.xid::text::bigint << 12) + least(row_number() over (partition by t.xid order by t.position), 4095) as order_id
  from outbox.event t where t.xid >= $1::xid8 and t.xid < h.horizon) e on e.order_id > $2
order by e.xid, e.position
limit $3
