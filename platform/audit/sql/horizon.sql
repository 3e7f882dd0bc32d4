-- Every transaction of this database below this id has ended. Those known to run in other databases of the same server
-- are left out; of the others, what cannot be told counts as ours.
SELECT coalesce(
  (SELECT min(x::text::bigint) FROM pg_snapshot_xip(pg_current_snapshot()) AS x
   WHERE NOT EXISTS (
     SELECT FROM pg_stat_activity a
     WHERE a.backend_xid::text::bigint = (x::text::bigint & 4294967295) AND a.datname <> current_database())),
  pg_snapshot_xmax(pg_current_snapshot())::text::bigint) AS xid
