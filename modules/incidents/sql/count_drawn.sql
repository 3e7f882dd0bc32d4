-- Self-handled cases below one of the prefixes that were drawn and wait for a third person.
select count(1) as total from incidents.incident i where i.spot_check = 'drawn' and i.scope_code ^@ any ($1::text[])
