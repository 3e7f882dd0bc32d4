-- Newest first: what was or is to be sent to one endpoint, in state $2 if given, with its calls.
select d.id, d.kind, d.key, d.data, d.at, d.state, d.attempts, d.due, d.ended_at,
       (select coalesce(json_agg(json_build_object('nth', a.nth, 'at', a.at, 'status', a.status, 'outcome', a.outcome,
                                                   'milliseconds', a.milliseconds) order by a.nth desc), '[]')
        from webhooks.attempt a where a.delivery = d.id) as calls
from webhooks.delivery d
where d.endpoint = $1 and ($2 = '' or d.state = $2) and (d.at, d.id) < ($3, $4)
order by d.at desc, d.id desc
limit $5
