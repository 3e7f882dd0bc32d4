-- A district's draft, edition $2 from edition $2 - 1; nothing happens when another was quicker.
insert into incidents.matter_list (district, version, edition, record, at, by_person, by_name, note, example, entries)
values ($1, 0, $2, $3, $4, $5, $6, $7, false, $8::jsonb)
on conflict (district, version) do update
  set edition = $2, record = $3, at = $4, by_person = $5, by_name = $6, note = $7, example = false, entries = $8::jsonb
  where matter_list.edition = $2 - 1
