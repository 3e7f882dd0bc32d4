-- By which act a file came: what a resident may see of a case is decided by it.
alter table incidents.attachment add column action text collate "C";

-- Self-handled cases drawn by chance when they are closed, for a third person to look at: drawn, then passed or
-- rejected. Cases that were not drawn may be looked at as well; they carry passed or rejected alone.
alter table incidents.incident add column spot_check text collate "C";
alter table incidents.incident add constraint incident_spot_check check (spot_check in ('drawn', 'passed', 'rejected'));
create index incident_drawn on incidents.incident (scope_code text_pattern_ops) where spot_check = 'drawn';

-- Reporters whose keyed phone (and, for staff, whose person) is still held: found by the person when one is erased.
create index reporter_subject on incidents.reporter (subject) where phone_token is not null or person is not null;
