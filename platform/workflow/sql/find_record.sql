-- Whether a record id has been used by any case.
select case_id from workflow.history where record_id = $1
