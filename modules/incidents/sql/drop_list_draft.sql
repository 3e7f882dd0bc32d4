-- A draft that was decided is done.
delete from incidents.matter_list where district = $1 and version = 0
