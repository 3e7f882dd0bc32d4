-- Signed paper comes back as a file of its case: neither before nor after, and never evidence of work done.
alter table incidents.attachment drop constraint attachment_stage;
alter table incidents.attachment add constraint attachment_stage
  check (stage in ('before', 'during', 'after', 'check', 'paper')) not valid;
