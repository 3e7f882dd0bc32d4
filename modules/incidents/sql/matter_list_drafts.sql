-- Districts that have a draft.
select district from incidents.matter_list where version = 0
