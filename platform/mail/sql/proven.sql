-- The address is the account's own.
update mail.choice set proven_at = $2, code_digest = null, immediate = true where account = $1
