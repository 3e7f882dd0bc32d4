-- Outlines of all divisions in force on the day $1, as well-known binary.
select code, ST_AsBinary(outline, 'NDR') as outline
from territory.division
where outline is not null and valid_from <= $1 and (valid_to is null or valid_to > $1)
