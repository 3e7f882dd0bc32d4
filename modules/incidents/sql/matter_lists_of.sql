-- A district's lists, its draft (version 0) and the decided ones, newest first.
select district, version, edition, record, at, by_name, note, decided_by, valid_from, valid_to, example, entries
from incidents.matter_list where district = $1 order by version desc
