-- The id of the report that was sent with these very words since $4, or $2 from now on. One answer for two at once.
insert into open311.retry (fingerprint, id, claimed_at) values ($1, $2, $3)
on conflict on constraint retry_pkey do update set
  id = case when open311.retry.claimed_at < $4 then excluded.id else open311.retry.id end,
  claimed_at = case when open311.retry.claimed_at < $4 then excluded.claimed_at else open311.retry.claimed_at end
returning id
