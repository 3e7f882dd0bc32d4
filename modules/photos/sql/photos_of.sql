-- The pictures of case $1 of which more is known, with when each was added.
select p.digest, p.original, p.origin, p.look, min(a.added_at) as added_at
from incidents.pub_attachment a join photos.photo p on p.digest = a.digest
where a.incident = $1 group by p.digest order by min(a.added_at), p.digest
