-- How case $1 lies, to judge who may see it.
select scope_code, matter, owner_unit, handler_unit, owner_person, collector from incidents.pub_case where id = $1
