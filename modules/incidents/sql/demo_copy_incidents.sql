-- The ended cases of the demo's year again, $1 years (of 364 days, so that weekdays stay) earlier: under ids and numbers
-- of their own, beside their places, without words; $2: when its last day began.
insert into incidents.incident (
  id, district, number, phone_code, content_digest, catalogue, matter, source, urgency, subject, lon_e7, lat_e7,
  position_system, accuracy_m, address, filed_code, scope_code, collector, collector_unit, collector_name,
  self_handled, repeat_count, reported_at, occurred_at, state, version, handler_unit, centre_unit, worker_person,
  handle_count, handle_unit, extensions, changed_at, closed_at, outcome, rating, returns, reworks, spot_check,
  urges, first_asked, first_asked_name)
select (lpad(to_hex((extract(epoch from t.reported_at - s.ago) * 1000)::bigint), 12, '0') || '7' || substr(md5(t.id::text || $1::int), 1, 3)
    || '8' || substr(md5(t.id::text || $1::int), 4, 15))::uuid,
  t.district,
  left(t.number, 9) || to_char(split_part(t.number, '-', 3)::date - 364 * $1::int, 'YYYYMMDD') || substr(t.number, 18),
  t.phone_code, t.content_digest, t.catalogue, t.matter, t.source, t.urgency,
  (lpad(to_hex((extract(epoch from t.reported_at - s.ago) * 1000)::bigint), 12, '0') || '7' || substr(md5(t.subject::text || $1::int), 1, 3)
    || '8' || substr(md5(t.subject::text || $1::int), 4, 15))::uuid,
  t.lon_e7 + hashtext(t.number || $1::int) % 1000, t.lat_e7 + hashtext($1::int || t.number) % 1000,
  t.position_system, t.accuracy_m, t.address, t.filed_code, t.scope_code, t.collector, t.collector_unit,
  t.collector_name, t.self_handled, t.repeat_count,
  t.reported_at - s.ago, t.occurred_at - s.ago,
  t.state, t.version, t.handler_unit, t.centre_unit, t.worker_person, t.handle_count, t.handle_unit, t.extensions,
  t.changed_at - s.ago, t.closed_at - s.ago,
  t.outcome, t.rating, t.returns, t.reworks, t.spot_check, t.urges, t.first_asked, t.first_asked_name
from incidents.incident t, (select make_interval(days => 364 * $1::int) as ago) s
where t.closed_at is not null and t.merged_into is null
  and t.reported_at >= $2::timestamptz - interval '363 days' and t.reported_at < $2::timestamptz
order by t.reported_at
