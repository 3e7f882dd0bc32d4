-- On the books for a kind of cause ($3) until it is reviewed on a day ($4); both null: no longer. A review keeps the kind.
update incidents.incident set suspension_asked = false, review_on = $4,
  suspension_kind = case when $4::date is null then null else coalesce($3, suspension_kind) end
where id = $1 and district = $2
