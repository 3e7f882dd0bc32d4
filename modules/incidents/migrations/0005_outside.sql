-- Orders of other systems keep their own number and clock beside ours (INC-15, DSP-05).
alter table incidents.incident add column outside_system text collate "C";
alter table incidents.incident add column outside_number text collate "C";
alter table incidents.incident add column outside_due timestamptz;
create index incident_outside on incidents.incident (outside_number) where outside_number is not null;
