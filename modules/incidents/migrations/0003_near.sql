-- Earlier cases of a matter near a place are asked for by every report and every step of a case (near_cases,
-- self_handled_here). The index by grid served no query: a place near a border has neighbours in another grid.
create index incident_near on incidents.incident (matter, lon_e7, lat_e7);
drop index incidents.incident_place;
