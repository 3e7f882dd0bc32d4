-- One division's outline.
select ST_AsBinary(outline, 'NDR') as outline from territory.division where code = $1 and outline is not null
