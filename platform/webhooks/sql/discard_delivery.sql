-- Never sent; the next of its case goes on.
update webhooks.delivery set state = 'discarded', ended_at = $2 where id = $1 and state = 'dead'
