-- Everyone who reported a case or one merged into it: who can be called, how often it was tried, whether they judged.
select r.id, r.incident, r.subject, r.phone_code is not null as follows, r.rating, r.attempts, r.last_attempt_at,
  r.reached_at, r.phone_token is not null and r.wants_call as can_be_called
from incidents.reporter r
where r.incident in (select $1::uuid union all select m.id from incidents.incident m where m.root_case = $1)
order by r.created_at, r.id
