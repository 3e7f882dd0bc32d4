-- Whether there are cases from before $1, and how many there are in all.
select exists (select 1 from incidents.incident where reported_at < $1) as older,
  (select count(1) from incidents.incident) as total
