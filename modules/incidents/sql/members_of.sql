-- Members of one team.
select person from incidents.team_member where team = $1
