-- The other systems have their answer, of this case's order and of those merged into it: their clocks no longer count.
update incidents.incident set outside_answered_at = coalesce(outside_answered_at, $3), carried_due = null,
  carried_warn = null
where ((id = $1 and district = $2) or root_case = $1) and outside_system is not null
