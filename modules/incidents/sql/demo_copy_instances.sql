-- Where the ended cases of the demo's year stand, again $1 years (of 364 days) earlier, as demo_copy_incidents.sql; $2: when
-- its last day began.
insert into workflow.instance (case_id, district, root_case, workflow, definition, state, version, settled, visit,
  started_at, entered_at, ended_at, due_provisional)
select (lpad(to_hex((extract(epoch from t.started_at - s.ago) * 1000)::bigint), 12, '0') || '7' || substr(md5(t.case_id::text || $1::int), 1, 3)
    || '8' || substr(md5(t.case_id::text || $1::int), 4, 15))::uuid,
  t.district,
  (lpad(to_hex((extract(epoch from t.started_at - s.ago) * 1000)::bigint), 12, '0') || '7' || substr(md5(t.root_case::text || $1::int), 1, 3)
    || '8' || substr(md5(t.root_case::text || $1::int), 4, 15))::uuid,
  t.workflow, t.definition, t.state, t.version, t.settled, t.visit,
  t.started_at - s.ago, t.entered_at - s.ago, t.ended_at - s.ago, false
from workflow.instance t, (select make_interval(days => 364 * $1::int) as ago) s
where t.workflow = 'incident' and t.ended_at is not null and t.root_case = t.case_id
  and t.started_at >= $2::timestamptz - interval '363 days' and t.started_at < $2::timestamptz
order by t.started_at
