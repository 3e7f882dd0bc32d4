-- What is wanted; only of a proven address.
update mail.choice set immediate = $2, digest = $3 where account = $1 and proven_at is not null
