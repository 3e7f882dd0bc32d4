-- The act whose words are the assist's result ($3), or how the street rated it ($4).
update incidents.assist set result = coalesce($3, result), score = coalesce($4, score) where id = $1 and district = $2
