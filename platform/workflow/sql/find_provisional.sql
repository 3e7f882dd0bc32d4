-- Open cases whose deadline rests on weekends only.
select case_id, workflow from workflow.instance
where due_provisional and ended_at is null and case_id > $1
order by case_id limit 200
