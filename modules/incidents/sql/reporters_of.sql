-- Everyone who reported the case or one merged into it, with the number they reported under.
select r.id, r.incident, i.number, r.subject, r.consent, r.source, r.feedback_state, r.person, r.attempts, r.reached_at,
  r.rating, r.wants_call, r.phone_code is not null as follows
from incidents.reporter r join incidents.incident i on i.id = r.incident and i.district = r.district
where r.incident in (select $1::uuid union all select m.id from incidents.incident m where m.root_case = $1)
order by r.created_at, r.id
