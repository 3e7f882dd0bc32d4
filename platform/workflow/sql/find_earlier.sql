-- What an attempt with this record id has already done to the case.
select seq, from_state, to_state, digest, due from workflow.history where record_id = $2 and case_id = $1
