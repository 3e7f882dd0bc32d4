-- An order of another system runs by that system's clock beside ours (INC-15, DSP-05). Until it was answered, the earlier of
-- both is what `due` and `warn` say (follow_transition), also while ours stands still. Only that system moves it.
alter table incidents.incident
  add column outside_name text,
  add column outside_warn timestamptz,
  add column outside_answered_at timestamptz;
alter table incidents.incident drop constraint incident_source;
alter table incidents.incident add constraint incident_source check (source in ('patrol', 'public', 'phone', 'hotline',
  'appointment', 'deliberation', 'drainage', 'social_work', 'party_visit', 'open311', 'desk', 'elder_assisted', 'outside'));
