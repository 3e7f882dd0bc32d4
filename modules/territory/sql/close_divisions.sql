-- Lets the divisions $1 and all below them end on the day $2, the first they are no longer in force.
update territory.division d set valid_to = $2
from unnest($1::text[]) as given (code)
where d.code ^@ given.code and d.valid_to is null
