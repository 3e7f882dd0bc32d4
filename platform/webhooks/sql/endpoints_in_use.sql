-- Whom to tell of an event.
select id, kinds, scope_code, unit from webhooks.endpoint where state <> 'removed'
