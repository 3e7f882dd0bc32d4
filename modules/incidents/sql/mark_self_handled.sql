-- Closed on the spot by the collector (or, when a spot check rejects it, no longer).
update incidents.incident set self_handled = $3 where id = $1 and district = $2
