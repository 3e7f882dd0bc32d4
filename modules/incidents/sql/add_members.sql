-- Members of a team.
insert into incidents.team_member (team, person) select $1::uuid, p.person from unnest($2::uuid[]) as p (person)
on conflict on constraint team_member_key do nothing
