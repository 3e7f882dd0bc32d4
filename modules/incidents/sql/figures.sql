-- Figures of a span of days below one of the prefixes (and of one source, $4), folded totals and the unfolded tail together.
select figure, sum(total)::bigint as total from (
  select figure, total from incidents.counter where day between $2 and $3 and street ^@ any ($1::text[])
    and ($4::text is null or source = $4)
  union all
  select figure, delta from incidents.counter_delta where day between $2 and $3 and street ^@ any ($1::text[])
    and ($4::text is null or source = $4)) both_parts
group by figure
