-- The rules in force.
select version, record, at, by_name, note, example, rules from routing.rule_set order by version desc limit 1
