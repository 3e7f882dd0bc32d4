-- Appends an event. The transaction has its id before the position is drawn: see newest_position.sql.
insert into outbox.event (position, topic, key, payload, scope_code, request_id, at)
select nextval(case when x.id is not null then 'outbox.event_position'::regclass end), $1, $2, $3::jsonb, $4, $5, $6
from (select pg_current_xact_id() as id offset 0) x
