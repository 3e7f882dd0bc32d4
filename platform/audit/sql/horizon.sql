-- Every transaction below this id has ended.
SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS xid
