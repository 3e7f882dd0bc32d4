-- Gives divisions other names, one array a column.
update territory.division d set name = given.name
from unnest($1::text[], $2::text[]) as given (code, name)
where d.code = given.code
