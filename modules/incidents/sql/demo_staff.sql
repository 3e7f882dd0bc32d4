-- Staff of a demo city with what they hold, in the order they were made.
select account, person, display, role, prefix, line, unit from access.pub_assignment order by account, role, prefix
