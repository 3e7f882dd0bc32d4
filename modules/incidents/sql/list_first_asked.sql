-- Cases a person was first asked about; $2 = only those whose reporters still wait for the answer. Keyset: changed_at $3, id $4.
select
-- with parts/case_columns.sql
from incidents.incident i
where i.first_asked = $1
  and (not $2::boolean or ((i.closed_at is null or i.state = 'merged') and exists (select 1 from incidents.reporter r
    where r.feedback_state = 'waiting' and r.incident in (select i.id union all select m.id from incidents.incident m where m.root_case = i.id))))
  and ($4::uuid is null or (i.changed_at, i.id) < ($3::timestamptz, $4))
order by i.changed_at desc, i.id desc
limit $5
