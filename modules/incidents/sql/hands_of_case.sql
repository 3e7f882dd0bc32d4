-- In whose hands a case is inside its unit: the person, or the team's members.
select h.person from incidents.errand h where h.incident = $1 and h.closed_at is null and h.person is not null
union
select m.person from incidents.errand h join incidents.team_member m on m.team = h.team
where h.incident = $1 and h.closed_at is null
