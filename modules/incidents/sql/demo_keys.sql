-- Keys, unique constraints and indexes of tables that are about to be filled in bulk, with what puts them back; of the
-- demo's bulk fill.
select c.conrelid::regclass::text as owner, c.conname::text as name, pg_get_constraintdef(c.oid) as definition, true as is_constraint
from unnest($1::text[]) with ordinality as given (name, at) join pg_constraint c on c.conrelid = given.name::regclass
where c.contype in ('p', 'u')
union all
select i.indrelid::regclass::text, n.relname::text, pg_get_indexdef(i.indexrelid), false
from unnest($1::text[]) with ordinality as given (name, at) join pg_index i on i.indrelid = given.name::regclass
join pg_class n on n.oid = i.indexrelid
where not exists (select from pg_constraint c where c.conindid = i.indexrelid and c.contype in ('p', 'u'))
order by is_constraint desc, name
