-- Which cases hold the shown copy of original $1.
select a.matter, a.scope_code, a.owner_unit, a.handler_unit, a.owner_person, a.collector
from photos.photo p join incidents.pub_attachment a on a.digest = p.digest where p.original = $1 limit 20
