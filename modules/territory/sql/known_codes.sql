-- Every code ever given at or below $1, with what an import compares.
select code, name, kind, valid_from, valid_to, outline is not null as drawn
from territory.division
where code ^@ $1
