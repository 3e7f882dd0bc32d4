-- Who holds which duties in a case and those merged with it.
select p.party, p.is_unit, p.duties
from workflow.instance i
join workflow.participation p on p.root_case = i.root_case and p.district = i.district
where i.case_id = $1
