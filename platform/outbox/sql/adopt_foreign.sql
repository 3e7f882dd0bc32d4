-- After a logical restore into another cluster, transaction ids of the old one lie in this one's future: such events
-- count as written now, and are delivered again.
update outbox.event set xid = pg_current_xact_id() where xid >= pg_snapshot_xmax(pg_current_snapshot())
