-- The unsettled letter of a case becomes $3; $4, $5: the act that answered it and by whom; $6: when; $7: one rejection more.
update incidents.supervision set state = $3,
  answer = coalesce($4, answer), answered_name = coalesce($5, answered_name),
  answered_at = case when $3 = 'answered' then $6 else answered_at end,
  settled_at = case when $3 = 'settled' then $6 end,
  rejections = rejections + $7::int
where incident = $1 and district = $2 and state <> 'settled'
