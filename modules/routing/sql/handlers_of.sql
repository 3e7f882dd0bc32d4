-- Who may handle for a unit $1 on the day $2, by masked name.
select distinct a.person, a.display from access.pub_assignment a
where a.unit = $1 and a.role = 'department' and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
order by a.display, a.person
