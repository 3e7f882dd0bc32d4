-- Notices nobody will look for any more.
delete from notices.notice where at < $1
