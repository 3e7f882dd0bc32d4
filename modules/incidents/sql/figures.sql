-- Figures of a span of days below one of the prefixes, folded totals and the unfolded tail together.
select figure, sum(total)::bigint as total from (
  select figure, total from incidents.counter where day between $2 and $3 and street ^@ any ($1::text[])
  union all
  select figure, delta from incidents.counter_delta where day between $2 and $3 and street ^@ any ($1::text[])) both_parts
group by figure
