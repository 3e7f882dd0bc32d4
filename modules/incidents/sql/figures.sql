-- Figures of a span of days below a code, folded totals and the unfolded tail together.
select figure, sum(total)::bigint as total from (
  select figure, total from incidents.counter where day between $2 and $3 and street ^@ $1
  union all
  select figure, delta from incidents.counter_delta where day between $2 and $3 and street ^@ $1) both_parts
group by figure
