-- The print with number $1 of object $2 came back signed, as file $3; at $4, by $5.
update prints.print set signed_at = $4, signed_name = $5, signed_digest = $3 where number = $1 and object = $2
