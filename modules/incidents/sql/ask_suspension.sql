-- The unit asks to keep the case on the books ($3), or it was refused.
update incidents.incident set suspension_asked = $3 where id = $1 and district = $2
