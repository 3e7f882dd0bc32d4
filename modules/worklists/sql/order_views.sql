-- The order of an account's views: first the ids of $2 as they stand, then the others as they stood.
update worklists.view v set place = o.place
from (select id, row_number() over (order by array_position($2::uuid[], id) nulls last, place, id)::int as place
      from worklists.view where account = $1) o
where v.id = o.id and v.place <> o.place
