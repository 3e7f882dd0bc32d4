-- One try of the code that is in force; none is given when they are used up or time is over.
update mail.choice set code_tries = code_tries + 1
where account = $1 and code_digest is not null and code_until > $2 and code_tries < $3
returning code_digest
