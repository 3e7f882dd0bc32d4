-- Cases of one root go over to another. First in its batch: steps under way on them are waited for, later ones fail.
update workflow.instance set root_case = $2
where district = $3 and (case_id = $1 or (root_case = $1 and root_case <> case_id))
