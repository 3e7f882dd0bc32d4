-- A cursor of another cluster begins again with the oldest event kept.
update outbox.subscription set from_xid = '0'::xid8, to_xid = null, position = 0, last_position = 0
where from_xid > pg_snapshot_xmax(pg_current_snapshot())
