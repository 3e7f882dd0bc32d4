-- Cases somebody follows with these six digits.
select incident from incidents.reporter where phone_code = $1
