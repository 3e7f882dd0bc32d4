-- In whose hands the case of an errand is inside its unit: the person, or the team's members. The same for an errand of a
-- firm, so that they hear of it.
select h.person from incidents.errand e join incidents.errand h on h.incident = e.incident and h.district = e.district
where e.id = $1 and h.closed_at is null and h.person is not null
union
select m.person from incidents.errand e join incidents.errand h on h.incident = e.incident and h.district = e.district
join incidents.team_member m on m.team = h.team
where e.id = $1 and h.closed_at is null
