-- Units that help or helped with a case.
select distinct a.unit from incidents.assist a where a.incident = $1
