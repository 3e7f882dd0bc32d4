-- Cases by latest change. Keyset: changed_at $20, id $21.
select
-- with parts/case_columns.sql
from incidents.incident i
-- with parts/in_reach.sql
-- with parts/list_filters.sql
  and ($21::uuid is null or (i.changed_at, i.id) < ($20::timestamptz, $21))
order by i.changed_at desc, i.id desc
limit $22
