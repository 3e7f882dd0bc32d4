-- What a resident may see of a case's evidence: what residents sent themselves, and the pictures of the result. Not what
-- staff took while verifying, handling or checking.
select digest, stage, media_type, taken_at, added_at from incidents.attachment
where incident = $1
  and (action in ('public_report', 'add')
       or (stage = 'after' and action in ('report_done', 'self_handle', 'self_report')))
order by added_at, case stage when 'before' then 0 when 'after' then 2 else 1 end, digest
