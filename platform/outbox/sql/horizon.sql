-- Every transaction below this has committed or never will.
select pg_snapshot_xmin(pg_current_snapshot())::text::bigint as horizon
