-- Collected and closed per day below one of the prefixes.
select day, figure, sum(total)::bigint as total from (
  select day, figure, total from incidents.counter where day between $2 and $3 and street ^@ any ($1::text[]) and figure in ('collected', 'closed')
  union all
  select day, figure, delta from incidents.counter_delta where day between $2 and $3 and street ^@ any ($1::text[]) and figure in ('collected', 'closed')) both_parts
group by day, figure order by day
