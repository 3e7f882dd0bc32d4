-- The centre that answers (centre_unit) changes with the level: community, street, district, city.
alter table incidents.incident add column raise_asked boolean not null default false;
