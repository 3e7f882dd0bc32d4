-- No mail any more.
delete from mail.choice where account = $1
