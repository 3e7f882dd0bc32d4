-- What guards need to know of a case, beside the engine's own state and those who reported (contacts_of).
select i.district, i.scope_code, i.first_asked, i.number, i.matter, i.urgency, i.source, i.subject, i.collector, i.self_handled,
  i.repeat_count, i.returns, i.reworks, i.extensions, i.extension_asked,
  coalesce(i.spot_check, '') as spot_check, i.handle_count, i.handle_unit,
  i.suspension_asked, i.withdrawal_asked, i.last_urged_at, coalesce(i.supervision, '') as supervision, i.handler_unit,
  i.assists_open, i.errands_open, i.raise_asked, i.outside_system is not null as from_outside,
  i.outside_answered_at is not null as outside_answered,
  coalesce((select u.prefix from access.pub_unit u where u.id = i.centre_unit), '') as centre_prefix, i.lon_e7, i.lat_e7, i.reported_at, i.filed_code,
  (select count(1) from incidents.attachment a where a.incident = i.id and a.stage = 'before'
    and a.media_type ^@ 'image/') as before_photos
from incidents.incident i where i.id = $1
