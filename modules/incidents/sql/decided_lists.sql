-- All decided lists of matters, for the cache.
select district, version, edition, record, at, by_name, note, decided_by, valid_from, valid_to, example, entries
from incidents.matter_list where version > 0 order by district, version
