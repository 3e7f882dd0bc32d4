-- 首问负责 (APT-01): who took a resident's report stays answerable to the resident through every transfer, until a leader
-- hands the duty over. Former ones stand in the case's history.
alter table incidents.incident add column first_asked uuid, add column first_asked_name text;
create index incident_first_asked on incidents.incident (first_asked, changed_at desc) where first_asked is not null;

-- Reports taken at a desk, and for elders who do not use a phone (INC-15).
alter table incidents.incident drop constraint incident_source;
alter table incidents.incident add constraint incident_source check (source in ('patrol', 'public', 'phone', 'hotline',
  'appointment', 'deliberation', 'drainage', 'social_work', 'party_visit', 'open311', 'desk', 'elder_assisted'));
