-- Evidence by digest; the same picture in the same stage is one row. What a team or a firm took is the unit's own answer
-- once its clerk reports it.
insert into incidents.attachment
  (incident, district, digest, stage, media_type, taken_at, taken_lon_e7, taken_lat_e7, person, person_name, added_at,
   action, reporter)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
on conflict on constraint attachment_key do update set action = excluded.action
  where excluded.action = 'report_done' and incidents.attachment.action in ('report_errand', 'report_by_firm')
