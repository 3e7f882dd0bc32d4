-- Evidence of a case in the order added; of what came together, how it was before first.
select digest, stage, media_type, taken_at, person_name, added_at,
  action in ('report_errand', 'report_by_firm') as from_errand from incidents.attachment where incident = $1
order by added_at, case stage when 'before' then 0 when 'after' then 2 else 1 end, digest
