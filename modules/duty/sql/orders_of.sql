-- Orders filed after the act for a case $1, in order.
select id, incident, number, matter, scope_code, subject, person_name, acted_at, filed_at, late, allowed_name, state, version,
  due, changed_at, closed_at, pictures
from duty.after_order where incident = $1 order by filed_at, id
