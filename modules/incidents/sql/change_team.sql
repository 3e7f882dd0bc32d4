-- A team's name, or its end.
update incidents.team set name = $2, changed_at = $3, closed_at = case when $4::boolean then coalesce(closed_at, $3) end
where id = $1
