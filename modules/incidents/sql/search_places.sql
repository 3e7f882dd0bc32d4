-- Where earlier cases with such words in the address were, below one of the prefixes.
select distinct on (i.address) i.address, i.lon_e7, i.lat_e7, i.scope_code from incidents.incident i
where i.scope_code ^@ any ($1::text[]) and i.address like '%' || $2 || '%'
order by i.address, i.reported_at desc limit 8
