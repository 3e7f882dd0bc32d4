-- Which of these numbers ($2) of a system ($1) became cases.
select k.number, o.incident_number from orders.known k join orders.outside_order o on o.id = k.id
where k.system = $1 and k.number = any ($2)
