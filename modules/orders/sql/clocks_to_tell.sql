-- Orders whose own clock has come to three quarters or to its end at $1 and nobody was told yet; at most $2.
select o.id, o.district, o.due <= $1 as is_over, case when o.due <= $1 then o.over_act else o.warn_act end as act
from orders.outside_order o
where o.answered_at is null
  and ((o.warned_at is null and o.over_told_at is null and o.warn <= $1) or (o.over_told_at is null and o.due <= $1))
order by o.due limit $2
