-- What has settled since $1. Sequence order is not commit order: inside a window events go by position, and since a
-- transaction that waited for another one's row holds the window back, that is also the order of commits per key.
select h.horizon::text as horizon, e.first_position, e.last_position
from (select pg_snapshot_xmin(pg_current_snapshot()) as horizon) h,
lateral (select min(position) as first_position, max(position) as last_position
         from outbox.event where xid >= $1::xid8 and xid < h.horizon) e
