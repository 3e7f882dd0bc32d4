-- A transaction id higher than any drawn before.
select pg_current_xact_id()::text::bigint as fence
