-- What goes red next in the whole city is found in that order, not among all that is open there.
create index incident_open_due on incidents.incident ((coalesce(due, 'infinity'::timestamptz)), id) where closed_at is null;
