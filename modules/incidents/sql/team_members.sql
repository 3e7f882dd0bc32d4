-- Members of the teams of units.
select m.team, m.person from incidents.team_member m join incidents.team t on t.id = m.team
where t.unit = any ($1::uuid[]) and t.closed_at is null
