-- Cases of one root go over to another; steps judged under the old root fail.
update workflow.instance set root_case = $2
where district = $3 and (case_id = $1 or (root_case = $1 and root_case <> case_id))
