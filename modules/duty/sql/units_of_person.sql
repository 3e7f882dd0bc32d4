-- The units a person $1 belongs to on the day $2.
select distinct u.id, u.prefix from access.pub_assignment a join access.pub_unit u on u.id = a.unit
where a.person = $1 and a.valid_from <= $2 and (a.valid_to is null or a.valid_to >= $2)
