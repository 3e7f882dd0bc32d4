-- One endpoint; removed ones too.
select id, name, url, kinds, scope_code, unit, secret_subject, state, version, rest_until, opened_at
from webhooks.endpoint where id = $1
