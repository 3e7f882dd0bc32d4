-- Steps of cases as a reporter is told of them ($1 actions), earliest first: numbers $2, matters $3, sources $4, done from
-- $5 until before $6; null = not asked.
select s.record_id, i.number, s.action, s.to_state, s.at, i.closed_at is not null and s.seq = i.version as closed,
  (select name from access.pub_unit u where u.id = s.unit) as unit_name
from workflow.pub_step s
join incidents.incident i on i.id = s.case_id and i.district = s.district
where s.action = any ($1)
  and ($2::text[] is null or i.number = any ($2))
  and ($3::text[] is null or i.matter = any ($3))
  and ($4::text[] is null or i.source = any ($4))
  and ($5::timestamptz is null or s.at >= $5)
  and ($6::timestamptz is null or s.at < $6)
order by s.at, s.record_id
limit $7 offset $8
