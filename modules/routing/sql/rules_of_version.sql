-- The rules as published with version $1.
select version, record, at, by_name, note, example, rules from routing.rule_set where version = $1
