-- A decided list; of two at once the second is refused by its version.
insert into incidents.matter_list
  (district, version, edition, record, at, by_person, by_name, note, decided_by, valid_from, valid_to, example, entries)
values ($1, $2, 0, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::jsonb)
