-- What others may read: codes and references only.
create view notices.pub_notice as
  select id, at, topic, scope_code, person, unit, role, by_person from notices.notice;
