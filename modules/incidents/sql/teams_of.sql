-- Teams of units.
select id, unit, name from incidents.team where unit = any ($1::uuid[]) and closed_at is null order by name, id
