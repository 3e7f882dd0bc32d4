-- Which cases these vault records of reporters belong to; not those a handler ($2: own units) may not know the reporter of.
select r.incident from incidents.reporter r join incidents.incident i on i.id = r.incident and i.district = r.district
where r.id = any ($1::uuid[])
  and (r.consent or not coalesce(i.handler_unit = any ($2::uuid[]) or i.owner_unit = any ($2::uuid[]), false))
