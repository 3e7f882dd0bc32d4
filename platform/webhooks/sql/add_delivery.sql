-- An event for one endpoint; made from the same event again it is the same row. $8: only when the case came to this
-- endpoint before (a unit goes on hearing of a case it had).
insert into webhooks.delivery (id, endpoint, position, key, kind, data, at, state, due)
select $1, $2, $3, $4, $5, $6::jsonb, $7::timestamptz, 'waiting', $7::timestamptz
where not $8::boolean
   or exists (select from webhooks.delivery d where d.endpoint = $2 and d.key = $4 and d.position < $3)
on conflict (endpoint, position) do nothing
