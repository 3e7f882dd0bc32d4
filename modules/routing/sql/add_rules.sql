-- A new version of the rules; of two at once the second is refused by its number.
insert into routing.rule_set (version, record, at, by_person, by_name, note, example, rules)
values ($1, $2, $3, $4, $5, $6, $7, $8::jsonb)
