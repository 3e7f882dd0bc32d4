-- The newest edition of every imported year.
select distinct on (year) year, number, source, days, imported_at from calendar.edition order by year, number desc
