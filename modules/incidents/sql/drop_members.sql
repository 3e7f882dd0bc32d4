-- Members who are not among $2 any more.
delete from incidents.team_member where team = $1 and not person = any ($2::uuid[])
