-- What an account has chosen, with where its person's values lie.
select a.subject, c.record, c.proven_at, c.immediate, c.digest, c.code_digest, c.code_until, c.code_tries, c.codes_sent,
       c.codes_since
from access.pub_account a
left join mail.choice c on c.account = a.id
where a.id = $1
