-- Foreign keys from and to tables that are about to be filled in bulk, with what puts them back; of the demo's bulk fill.
select c.conrelid::regclass::text as owner, c.conname::text as name, pg_get_constraintdef(c.oid) as definition
from pg_constraint c
where c.contype = 'f' and c.conparentid = 0
  and (c.conrelid = any ($1::text[]::regclass[]) or c.confrelid = any ($1::text[]::regclass[]))
order by owner, name
