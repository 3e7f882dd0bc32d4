-- It answered: no rest any more.
update webhooks.endpoint set failures = 0, rest_until = null where id = $1 and (failures > 0 or rest_until is not null)
