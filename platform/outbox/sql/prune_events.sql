-- Events older than $1 that every consumer seen since $2 has taken and that nobody has set aside.
delete from outbox.event e
where e.at < $1
  and e.position <= coalesce((select min(position) from outbox.subscription where seen_at >= $2), e.position)
  and not exists (select from outbox.parked p where p.position = e.position)
