-- A team with its members' ids.
select t.id, t.unit, t.name, t.closed_at from incidents.team t where t.id = $1
