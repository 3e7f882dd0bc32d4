-- Marks who reported a case, or one merged into it, as told, or as out of reach when all attempts failed.
update incidents.reporter r set feedback_state = case
  when r.phone_token is not null and r.wants_call and r.reached_at is null then 'unreachable' else 'told' end
where r.incident in (select $1::uuid union all select m.id from incidents.incident m where m.root_case = $1)
  and r.district = $2 and r.feedback_state = 'waiting'
