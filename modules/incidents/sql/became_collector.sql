-- Who verified a resident's reminder, or closed it on the spot, has collected it.
update incidents.incident set collector = $3, collector_unit = $4, collector_name = $5 where id = $1 and district = $2
