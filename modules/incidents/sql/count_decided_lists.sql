-- How many lists of matters were decided: rises with each, since none is ever taken away.
select count(1) as decided from incidents.matter_list where version > 0
