-- One more saw the same: counts as a repeat.
update incidents.incident set repeat_count = repeat_count + 1 where id = $1 and district = $2
