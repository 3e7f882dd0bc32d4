-- Figures of the demo's year again, $1 years (of 364 days) earlier; $2: the last day of the year, which does not count: numbers of
-- its copies would meet those of the day a year earlier.
insert into incidents.counter (district, day, street, source, figure, total)
select t.district, t.day - 364 * $1::int, t.street, t.source, t.figure, t.total
from incidents.counter t
where t.day >= $2::date - 363 and t.day < $2::date
order by t.day
