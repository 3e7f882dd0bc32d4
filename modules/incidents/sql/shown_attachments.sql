-- What a resident may see of a case's evidence: the pictures of the result of the case that goes on ($1), and what they sent
-- themselves to it or to their own ($2, merged into it). Not what other residents sent, nor what staff took while verifying,
-- handling or checking. $3 = who looks; null for the first reporter of $2.
select digest, stage, media_type, taken_at, added_at from incidents.attachment
where incident in ($1, $2)
  and ((action in ('public_report', 'add', 'follow') and (reporter = $3::uuid or (reporter is null and incident = $2 and $4::boolean)))
       or (incident = $1 and stage = 'after' and action in ('report_done', 'self_handle', 'self_report')))
order by added_at, case stage when 'before' then 0 when 'after' then 2 else 1 end, digest
