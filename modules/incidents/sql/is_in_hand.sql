-- Whether somebody's hands are on a case inside its unit.
select 1 as yes from incidents.errand e where e.incident = $1 and e.closed_at is null
  and (e.person = $2 or exists (select 1 from incidents.team_member m where m.team = e.team and m.person = $2)) limit 1
