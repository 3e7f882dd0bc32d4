-- Staff of a demo city with what they hold.
select account, person, display, role, prefix, line, unit from access.pub_assignment order by role, prefix, account
