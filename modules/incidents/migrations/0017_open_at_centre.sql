-- What is at a centre's own level is found among what is open there (sql/parts/open_in_reach.sql).
create index incident_open_centre on incidents.incident (centre_unit) where closed_at is null and centre_unit is not null;
