-- Everything below this has committed or never will: where a tail begins.
select pg_snapshot_xmin(pg_current_snapshot())::text as horizon
