-- What a process loads.
select standing, measured, model from suggestion.training where id = $1
