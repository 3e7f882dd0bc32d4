-- Accounts that have not had this day's digest.
select c.account from mail.choice c
join access.pub_account a on a.id = c.account and a.state = 'active'
where c.digest and c.proven_at is not null and (c.digest_day is null or c.digest_day < $1)
order by c.account limit $2
