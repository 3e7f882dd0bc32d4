-- What every list of orders o shares: reach by territory prefixes $1, a system ($2), the start of a number ($3); null =
-- not asked.
where o.scope_code ^@ any ($1::text[])
  and ($2::text is null or o.system = $2)
  and ($3::text is null or o.number ^@ $3 or o.incident_number = $3)
