-- Whether a person holds a role on a day that covers the place of a case.
select a.person from access.pub_assignment a
where a.person = $1 and $2::text ^@ a.prefix and a.prefix <> '' and a.valid_from <= $3 and (a.valid_to is null or a.valid_to >= $3)
limit 1
