-- The supervision letters of a case, newest first.
select s.id, s.number, s.grade, s.issued_at, s.issued_name, s.due, s.state, s.answer, s.answered_at, s.answered_name,
  s.settled_at, s.rejections, (select name from access.pub_unit u where u.id = s.unit) as unit_name
from incidents.supervision s where s.incident = $1 order by s.issued_at desc
