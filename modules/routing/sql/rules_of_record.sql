-- What was published under a client's record id $1.
select version, record, at, by_name, note, example, rules from routing.rule_set where record = $1
