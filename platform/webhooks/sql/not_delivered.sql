-- To be tried again at $2, or ($3) set aside.
update webhooks.delivery set attempts = attempts + 1, due = $2, state = case when $3 then 'dead' else 'waiting' end
where id = $1 and state = 'waiting'
