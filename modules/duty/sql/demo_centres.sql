-- Centres of a demo city's streets, with who may lead and who may be officer there.
select u.id, array(select distinct a.person::text from access.pub_assignment a where a.unit = u.id and a.role = 'leader' order by 1) as leaders,
  array(select distinct a.person::text from access.pub_assignment a where a.unit = u.id and a.role = 'dispatcher' order by 1) as officers
from access.pub_unit u where u.kind = 'street_centre' and u.closed_at is null order by u.id
