-- Who follows a case with six digits of their own.
select id, subject from incidents.reporter where incident = $1 and phone_code = $2
