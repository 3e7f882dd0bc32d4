-- Merged cases have a root of their own again.
update workflow.instance set root_case = $2 where case_id = any ($1::uuid[]) and district = $3
