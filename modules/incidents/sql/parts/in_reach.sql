-- What a person may see of cases i: territory prefixes $1 (or, as `=` and its id, a centre's level), own units $2, own
-- person $3.
where (i.scope_code ^@ any ($1::text[]) or i.owner_unit = any ($2::uuid[]) or i.handler_unit = any ($2::uuid[])
       or i.owner_person = $3 or i.collector = $3 or '=' || i.centre_unit::text = any ($1::text[]))
