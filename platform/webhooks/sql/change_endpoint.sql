-- The whole of what can be changed, over the version that was read; a rest is over, so that a mended address is tried.
update webhooks.endpoint
set name = $3, url = $4, kinds = $5, scope_code = $6, unit = $7, state = $8, version = version + 1,
    failures = 0, rest_until = null
where id = $1 and version = $2 and state <> 'removed'
