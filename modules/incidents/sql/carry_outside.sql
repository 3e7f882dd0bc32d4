-- What the orders merged into case $1 ask of it: the earliest deadline nobody answered yet, beside its own order and the
-- engine's clock ($3 due, $4 warn, $5 provisional, $6 standing since).
update incidents.incident i set
  carried_due = m.due, carried_warn = m.warn,
  due = least($3::timestamptz, o.due, m.due), warn = least($4::timestamptz, o.warn, m.warn),
  due_provisional = $5::boolean and not coalesce(least(o.due, m.due) < $3, false),
  paused_at = case when coalesce(o.due, m.due) is null then $6::timestamptz end
from (select min(c.outside_due) as due, min(c.outside_warn) as warn
      from incidents.incident c where c.root_case = $1 and c.outside_answered_at is null) m,
  (select case when c.outside_answered_at is null then c.outside_due end as due,
      case when c.outside_answered_at is null then c.outside_warn end as warn
   from incidents.incident c where c.id = $1 and c.district = $2) o
where i.id = $1 and i.district = $2 and i.closed_at is null
