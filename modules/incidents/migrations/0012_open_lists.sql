-- Lists of what is open are read from what is open alone, however many years lie behind (sql/parts/open_in_reach.sql).
create index incident_open_handler on incidents.incident (handler_unit) where closed_at is null and handler_unit is not null;
