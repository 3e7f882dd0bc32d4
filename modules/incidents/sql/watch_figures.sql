-- What was reported and closed within the prefix $1 between $2 and $3; urgent also by matters $4.
select (select count(*) from incidents.incident where scope_code ^@ $1 and reported_at >= $2 and reported_at < $3) as reported,
  (select count(*) from incidents.incident where scope_code ^@ $1 and reported_at >= $2 and reported_at < $3
     and (urgency <> 'normal' or matter = any ($4::text[]))) as reported_urgent,
  (select count(*) from incidents.incident where scope_code ^@ $1 and changed_at >= $2 and closed_at >= $2 and closed_at < $3) as closed
