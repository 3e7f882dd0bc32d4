-- Folds appended changes into totals; one transaction, safe to run twice at once (rows are taken with skip locked).
with taken as (
  delete from incidents.counter_delta d using (
    select id, district, figure from incidents.counter_delta order by day limit $1 for update skip locked) batch
  where d.id = batch.id and d.district = batch.district and d.figure = batch.figure
  returning d.district, d.day, d.street, d.source, d.figure, d.delta)
insert into incidents.counter as c (district, day, street, source, figure, total)
select district, day, street, source, figure, sum(delta) from taken group by district, day, street, source, figure
on conflict on constraint counter_key do update set total = c.total + excluded.total
