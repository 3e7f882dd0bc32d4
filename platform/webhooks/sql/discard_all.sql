-- What was still to be sent to an endpoint that was removed.
update webhooks.delivery set state = 'discarded', ended_at = $2 where endpoint = $1 and state in ('waiting', 'dead')
