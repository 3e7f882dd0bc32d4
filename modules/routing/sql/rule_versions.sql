-- Versions, newest first, below $1; at most $2.
select version, at, by_name, note, jsonb_array_length(rules) as count
from routing.rule_set where version < $1 order by version desc limit $2
