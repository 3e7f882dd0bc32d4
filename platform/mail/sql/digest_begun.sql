-- The day's digest is on its way; true for the one who comes first.
update mail.choice set digest_day = $2 where account = $1 and (digest_day is null or digest_day < $2)
