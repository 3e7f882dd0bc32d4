-- Adds divisions, one array a column, empty for none. $6: in force from, $7: where it comes from, $8: synthetic.
insert into territory.division (code, level, parent, name, kind, synthetic, valid_from, source)
select code, level, nullif(parent, ''), name, nullif(kind, ''), $8, $6, $7
from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as given (code, level, parent, name, kind)
order by length(code), code
