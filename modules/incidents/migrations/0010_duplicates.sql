-- Merged cases (INC-16): the case it went into, and the root of all cases merged with each other. Both null: on its own.
alter table incidents.incident add column merged_into uuid, add column root_case uuid;
create index incident_merged on incidents.incident (root_case) where root_case is not null;

-- Each who reported is answered and judges for themselves. Whoever follows a case reported by others has six digits of
-- their own; the first reporter uses those of the case. `content_digest` tells a retry from another report under one id.
alter table incidents.reporter
  add column phone_code text collate "C",
  add column content_digest text collate "C",
  add column wants_call boolean not null default true,
  add column attempts integer not null default 0,
  add column last_attempt_at timestamptz,
  add column reached_at timestamptz,
  add column rating text collate "C";

-- Which reporter sent a file: null stands for the first one, or for staff.
alter table incidents.attachment add column reporter uuid;
create index reporter_phone_code on incidents.reporter (phone_code) where phone_code is not null;
