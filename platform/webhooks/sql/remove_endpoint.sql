-- Told nothing any more; its log stays until it is pruned.
update webhooks.endpoint set state = 'removed', version = version + 1 where id = $1 and state <> 'removed'
